import { securityPointer } from "../../../contract-tests/engine/contract.ts";
import { keySent } from "../../../src/shared/testing/event-request.ts";
import { replyWith } from "../parts/reply.ts";
import type { Stages, TopicFault } from "../variant.ts";

/** Responds to a request that should be rejected for its key in another way. */
const rejectWith = (applies: (given: string | undefined) => boolean, respond: Stages["finish"]): Stages => ({
  finish(reply, request, response) {
    const given = keySent(request.headers);
    const rejected = reply.status === 401 && applies(typeof given === "string" ? given : undefined);
    return rejected && respond ? respond(reply, request, response) : reply;
  },
});

const wrong = (given: string | undefined) => given !== undefined;
const absent = (given: string | undefined) => given === undefined;
const html = "<!doctype html><title>Sign in</title><form action=/login></form>";

/** How a missing or wrong key is answered. */
export const authResponseFaults: readonly TopicFault[] = [
  {
    id: "key-wrong-empty-list",
    title: "responds to a wrong key with an empty list",
    breaks: securityPointer,
    condition: { key: "sent" },
    stages: () => rejectWith(wrong, () => replyWith(200, { "Content-Type": "application/json" }, "[]")),
  },
  {
    id: "key-missing-status-200",
    title: "says that the key is missing with status 200",
    breaks: securityPointer,
    condition: { key: "absent" },
    seenIn: "https://github.com/uwaterloo/OpenData/issues/132",
    stages: () =>
      rejectWith(absent, () =>
        replyWith(200, { "Content-Type": "application/json" }, '{"error":"key missing"}'),
      ),
  },
  {
    id: "key-missing-redirect",
    title: "redirects a request without a key to a login page",
    breaks: securityPointer,
    condition: { key: "absent" },
    seenIn: "https://github.com/opencast/opencast/issues/3244",
    stages: () => rejectWith(absent, () => replyWith(302, { Location: "/login" }, "")),
  },
  {
    id: "key-wrong-login-page",
    title: "responds to a wrong key with a login page and status 200",
    breaks: securityPointer,
    condition: { key: "sent" },
    seenIn: "https://github.com/HubSpot/Singularity/issues/85",
    stages: () => rejectWith(wrong, () => replyWith(200, { "Content-Type": "text/html" }, html)),
  },
  {
    id: "key-missing-500",
    title: "crashes without a key",
    breaks: "#/components/responses/unauthorized",
    condition: { key: "absent" },
    seenIn: "https://github.com/clowder-framework/clowder2/pull/413",
    stages: () => rejectWith(absent, () => replyWith(500, {}, "")),
  },
  {
    id: "key-wrong-503",
    title: "says that it is unavailable to a wrong key",
    breaks: "#/components/responses/unauthorized",
    condition: { key: "sent" },
    stages: () => rejectWith(wrong, () => replyWith(503, {}, "")),
  },
];
