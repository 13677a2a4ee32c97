import { securityPointer } from "../../../contract-tests/engine/contract.ts";
import { security } from "../../../generated/contract.js";
import type { ErrorResponse } from "../../../src/sandbox/parse-event-request.ts";
import { authorise } from "../../../src/sandbox/parse-event-request.ts";
import { keyHeader, keySent } from "../../../src/shared/testing/event-request.ts";
import { parametersOf, rejectWhen } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import { after, everyFourth, onRequest, when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

/** Lets in whoever satisfies a test; the real key satisfies it too. */
const accept = (test: (given: string | undefined, key: string) => boolean): Stages => ({
  authorise(request, settings) {
    const given = keySent(request.headers);
    return test(typeof given === "string" ? given : undefined, settings.key) ? undefined : rejectWhen(401);
  },
});

const anyone = accept(() => true);

/** Answers from memory whatever URL was answered before, to whoever asks for it. */
function cacheBeforeAuthorisation(): Stages {
  const known = new Set<string>();
  return {
    authorise(request, settings): ErrorResponse | undefined {
      if (known.has(request.url)) return undefined;
      const errorResponse = authorise(request, settings);
      if (errorResponse === undefined) known.add(request.url);
      return errorResponse;
    },
  };
}

/** Who is let in. */
export const authFaults: readonly TopicFault[] = [
  {
    id: "key-not-needed",
    title: "responds without a key",
    breaks: securityPointer,
    condition: { key: "absent" },
    seenIn: "https://github.com/nicotsx/zerobyte/issues/161",
    stages: () => accept((given, key) => given === undefined || given === key),
  },
  {
    id: "key-never-checked",
    title: "responds whatever the key",
    breaks: securityPointer,
    seenIn: "https://github.com/windmar-nav/windmar-demo/issues/7",
    stages: () => anyone,
  },
  {
    id: "key-any-value",
    title: "wants a key, but takes any",
    breaks: securityPointer,
    condition: { key: "present" },
    stages: () => accept((given) => given !== undefined && given !== ""),
  },
  {
    id: "key-empty",
    title: "takes an empty key",
    breaks: securityPointer,
    condition: { key: "empty" },
    seenIn: "https://github.com/BC-SECURITY/Empire/issues/274",
    stages: () => accept((given, key) => given === key || given === ""),
  },
  {
    id: "key-prefix",
    title: "takes the beginning of the key",
    breaks: securityPointer,
    condition: { key: "truncated" },
    stages: () => accept((given, key) => given !== undefined && given !== "" && key.startsWith(given)),
  },
  {
    id: "key-with-more",
    title: "takes the key with something behind it",
    breaks: securityPointer,
    condition: { key: "extended" },
    stages: () => accept((given, key) => given?.startsWith(key) === true),
  },
  {
    id: "key-other-case",
    title: "compares keys regardless of letter case",
    breaks: securityPointer,
    condition: { key: "other-case" },
    seenIn: "https://github.com/directus/v8-archive/issues/1928",
    stages: () => accept((given, key) => given?.toLowerCase() === key.toLowerCase()),
  },
  {
    id: "key-in-query",
    title: "takes the key in the query too",
    breaks: securityPointer,
    condition: { key: "in-query" },
    stages: () => ({
      authorise: (request, settings) =>
        parametersOf(request).get(security.header) === settings.key
          ? undefined
          : authorise(request, settings),
    }),
  },
  {
    id: "key-in-query-as-api-key",
    title: "takes the key in the query under another name",
    breaks: securityPointer,
    condition: { key: "in-query" },
    stages: () => ({
      authorise: (request, settings) =>
        parametersOf(request).get("api_key") === settings.key ? undefined : authorise(request, settings),
    }),
  },
  {
    id: "key-name-case",
    title: "knows the header only in one letter case",
    breaks: "RFC 9110, section 5.1",
    condition: { header: "lower-case" },
    stages: () => ({
      finish: (reply, _request, response) =>
        response.req.rawHeaders.includes(keyHeader) ? replyWith(401, {}, "") : reply,
    }),
  },
  ...(["activations", "executions", "cancellations"] as const).map(
    (kind): TopicFault => ({
      id: `key-unchecked-on-${kind}`,
      title: `checks no key on ${kind}`,
      breaks: securityPointer,
      condition: { endpoint: kind },
      ...(kind === "executions" ? { seenIn: "https://github.com/dadi/api/issues/37" as const } : {}),
      stages: () => onRequest(kind, anyone),
    }),
  ),
  {
    id: "key-any-value-on-cancellations",
    title: "takes any key on cancellations",
    breaks: securityPointer,
    condition: { endpoint: "cancellations", key: "present" },
    stages: () =>
      onRequest(
        "cancellations",
        accept((given) => given !== undefined && given !== ""),
      ),
  },
  {
    id: "key-unchecked-without-window",
    title: "looks at the key only where start or end is sent",
    breaks: securityPointer,
    condition: { bounds: "none" },
    stages: () => when(({ url }) => !/[?&](start|end)=/.test(url), { authorise: () => undefined }),
  },
  {
    id: "key-unchecked-every-fourth",
    title: "checks no key on every fourth request",
    breaks: securityPointer,
    condition: { position: "every-4" },
    stages: () => everyFourth(anyone),
  },
  {
    id: "key-unchecked-after-a-while",
    title: "lets everybody in once its key store has timed out",
    breaks: securityPointer,
    condition: { position: "later" },
    stages: () => after(45, anyone),
  },
  {
    id: "key-cached",
    title: "responds from its cache before it looks at the key",
    breaks: securityPointer,
    condition: { address: "repeated" },
    seenIn: "https://github.com/kwhitley/apicache/issues/225",
    stages: () => cacheBeforeAuthorisation(),
  },
  {
    id: "key-long-unchecked",
    title: "checks no key that is longer than its own buffer",
    breaks: securityPointer,
    condition: { key: "wrong" },
    stages: () => when(({ headers }) => String(keySent(headers) ?? "").length > 24, anyone),
  },
  {
    id: "key-end-compared",
    title: "compares the end of the key alone",
    breaks: securityPointer,
    condition: { key: "prefixed" },
    stages: () => accept((given, key) => given?.endsWith(key) === true),
  },
  {
    id: "key-as-pattern",
    title: "looks the key up with LIKE, to which a percent sign is any key",
    breaks: securityPointer,
    condition: { key: "wildcard" },
    stages: () =>
      accept((given = "", key) => {
        const literal = given.replaceAll(/[^\w%]/g, "\\$&");
        return new RegExp(`^${literal.replaceAll("%", ".*").replaceAll("_", ".")}$`).test(key);
      }),
  },
  {
    id: "key-start-ignored",
    title: "does not compare the first character of the key",
    breaks: securityPointer,
    condition: { key: "other-start" },
    stages: () => accept((given, key) => given?.slice(1) === key.slice(1)),
  },
];
