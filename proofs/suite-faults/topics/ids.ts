import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { eventsPath } from "../../../src/shared/testing/event-request.ts";
import { list, select, timeline } from "../parts/events.ts";
import { successPointer } from "../parts/pointers.ts";
import { pathId, queryOf, rejectWhen, sentId } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const id = "#/components/parameters/notification-id";
const json = { "Content-Type": "application/json" };

/** Responds to an id that does not exist in another way. */
const unknown = (status: number, headers: Readonly<Record<string, string>>, text: string): Stages => ({
  finish: (reply) => (reply.status === 404 ? replyWith(status, headers, text) : reply),
});

/** Whose events are answered. */
export const idFaults: readonly TopicFault[] = [
  {
    id: "id-ignored",
    title: "responds to every id with the same events",
    breaks: id,
    stages: () => pathId(() => "156"),
  },
  {
    id: "id-ignored-on-executions",
    title: "responds to every id with the same events on executions",
    breaks: id,
    condition: { endpoint: "executions" },
    stages: () =>
      onRequest(
        "executions",
        pathId(() => "156"),
      ),
  },
  {
    id: "id-of-the-account",
    title: "returns the events of all notifications of the account",
    breaks: id,
    seenIn: "https://github.com/Altinn/altinn-studio/issues/5085",
    stages: () =>
      list((events, asked, store) => [
        ...events,
        ...timeline(store, { ...asked, notificationId: asked.notificationId + 1 }),
      ]),
  },
  {
    id: "id-of-another-once",
    title: "returns one event of another notification among hundreds",
    breaks: id,
    stages: () =>
      list((events, asked, store) => [
        ...events,
        ...timeline(store, { ...asked, notificationId: asked.notificationId + 1 }).slice(100, 101),
      ]),
  },
  {
    id: "id-of-another",
    title: "returns the events of the notification next to the one asked for",
    breaks: id,
    stages: () =>
      select((store, asked, turn) => selectEvents(store, { ...asked, notificationId: 157 }, turn)),
  },
  {
    id: "endpoint-of-another",
    title: "returns executions where activations are asked for",
    breaks: successPointer,
    condition: { endpoint: "activations" },
    stages: () =>
      queryOf((asked) => (asked.kind === "activations" ? { ...asked, kind: "executions" } : asked)),
  },
  {
    id: "endpoint-of-all",
    title: "returns the events of every kind on each endpoint",
    breaks: "#/components/schemas/ActivationEvent/properties/type",
    stages: () =>
      list((events, asked, store) =>
        asked.kind === "cancellations"
          ? events
          : [...events, ...timeline(store, { ...asked, kind: "cancellations" })],
      ),
  },
  {
    id: "id-zero-is-all",
    title: "mistakes notification 0 for no notification, and returns the events of all",
    breaks: id,
    condition: { id: "zero" },
    stages: () => pathId((asked) => (asked === "0" ? "156" : asked)),
  },
  {
    id: "id-largest-500",
    title: "crashes at the largest int32 id",
    breaks: "#/components/responses/not-found",
    condition: { id: "largest" },
    stages: () => ({
      finish: (reply, { url }) => (sentId(url) === "2147483647" ? replyWith(500, {}, "") : reply),
    }),
  },
  {
    id: "id-octal",
    title: "reads an id that begins with a zero in base 8",
    breaks: id,
    condition: { id: "leading-zero" },
    options: { notifications: [156, 157, 0o156] },
    stages: () => pathId((text) => (/^0[0-7]+$/.test(text) ? String(Number.parseInt(text, 8)) : text)),
  },
  {
    id: "id-leading-zero-500",
    title: "crashes at an id that begins with a zero",
    breaks: "#/components/responses/bad-request",
    condition: { id: "leading-zero" },
    stages: () => ({
      finish: (reply, { url }) => (/^0\d/.test(sentId(url)) ? replyWith(500, {}, "") : reply),
    }),
  },
  {
    id: "id-point-dropped",
    title: "drops the point of an id, so that 156.0 is 1560",
    breaks: id,
    condition: { id: "decimal" },
    options: { notifications: [156, 157, 1560] },
    stages: () => pathId((text) => text.replace(".", "")),
  },
  {
    id: "id-decimal-500",
    title: "crashes at an id with a point",
    breaks: "#/components/responses/bad-request",
    condition: { id: "decimal" },
    stages: () => ({
      finish: (reply, { url }) => (sentId(url).includes(".") ? replyWith(500, {}, "") : reply),
    }),
  },
  {
    id: "id-wraps",
    title: "cuts an id down to 32 bits",
    breaks: id,
    condition: { id: "overflow" },
    stages: () => pathId((text) => (/^\d+$/.test(text) ? String(Number(text) % 2 ** 32) : text)),
  },
  {
    id: "id-sign-dropped",
    title: "drops the sign of a negative id",
    breaks: id,
    condition: { id: "negative" },
    stages: () => pathId((text) => text.replace(/^-/, "")),
  },
  {
    id: "id-trailing-text",
    title: "reads the digits of an id and ignores what follows",
    breaks: id,
    condition: { id: "text" },
    stages: () => pathId((text) => /^\d+/.exec(text)?.[0] ?? text),
  },
  {
    id: "id-overflow-500",
    title: "crashes at an id beyond int32",
    breaks: "#/components/responses/bad-request",
    condition: { id: "overflow" },
    seenIn: "https://github.com/openaq/openaq-api/issues/390",
    stages: () => ({
      finish: (reply, { url }) => (Number(sentId(url)) > 2_147_483_647 ? replyWith(500, {}, "") : reply),
    }),
  },
  {
    id: "id-text-500",
    title: "crashes at an id that is no number",
    breaks: "#/components/responses/bad-request",
    condition: { id: "text" },
    stages: () => ({
      finish: (reply, { url }) => (/^\d+[a-z]/.test(sentId(url)) ? replyWith(500, {}, "") : reply),
    }),
  },
  {
    id: "id-negative-no-answer",
    title: "hangs up on a negative id",
    breaks: "#/components/responses/bad-request",
    condition: { id: "negative" },
    stages: () =>
      when(({ url }) => sentId(url).startsWith("-"), {
        finish(_reply, _request, response) {
          response.destroy();
          return undefined;
        },
      }),
  },
  {
    id: "id-unknown-500",
    title: "crashes at an id that does not exist",
    breaks: "#/components/responses/not-found",
    condition: { id: "nonexistent" },
    stages: () => unknown(500, {}, ""),
  },
  {
    id: "id-unknown-page",
    title: "responds to an id that does not exist with a page and status 200",
    breaks: "#/components/responses/not-found",
    condition: { id: "nonexistent" },
    stages: () => unknown(200, { "Content-Type": "text/html" }, "<h1>Not found</h1>"),
  },
  {
    id: "id-unknown-null",
    title: "responds to an id that does not exist with null",
    breaks: "#/components/responses/not-found",
    condition: { id: "nonexistent" },
    stages: () => unknown(200, json, "null"),
  },
  {
    id: "id-unknown-redirect",
    title: "redirects from an id that does not exist",
    breaks: "#/components/responses/not-found",
    condition: { id: "nonexistent" },
    stages: () => unknown(301, { Location: eventsPath("activations") }, ""),
  },
  {
    id: "id-unknown-first",
    title: "responds to an id that does not exist with the first notification's events",
    breaks: id,
    condition: { id: "unknown" },
    stages: () =>
      queryOf((asked) => (asked.notificationId > 157 ? { ...asked, notificationId: 156 } : asked)),
  },
  {
    id: "id-known-404-with-bound",
    title: "returns 404 for the notification itself when only one bound is sent",
    breaks: id,
    condition: { bounds: "one" },
    stages: () =>
      queryOf((asked) =>
        (asked.start === undefined) !== (asked.end === undefined) ? rejectWhen(404) : asked,
      ),
  },
];
