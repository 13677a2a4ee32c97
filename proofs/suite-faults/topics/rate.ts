import { replyWith } from "../parts/reply.ts";
import { after } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const tooMany = "#/components/responses/too-many-requests";
const headers = "#/components/headers";

/** Adds headers to every success. */
const withHeaders = (added: Readonly<Record<string, string>>): Stages => ({
  finish: (reply) => (reply.status < 300 ? { ...reply, headers: { ...reply.headers, ...added } } : reply),
});

/** Responds to one request of the run with 429. */
function limitedOnce(added: Readonly<Record<string, string>>): Stages {
  let requests = 0;
  return { finish: (reply) => (++requests === 20 ? replyWith(429, added, "") : reply) };
}

const limits = (limit: string, remaining: string, reset: string) => ({
  "X-RateLimit-Limit": limit,
  "X-RateLimit-Remaining": remaining,
  "X-RateLimit-Reset": reset,
});

/** Limits, and what they say of themselves. */
export const rateFaults: readonly TopicFault[] = [
  {
    id: "limit-text",
    title: "says its limit in words",
    breaks: `${headers}/x-ratelimit-limit`,
    stages: () => withHeaders(limits("unlimited", "99", "60")),
  },
  {
    id: "limit-empty",
    title: "leaves the limit empty",
    breaks: `${headers}/x-ratelimit-limit`,
    stages: () => withHeaders(limits("", "99", "60")),
  },
  {
    id: "limit-policy",
    title: "writes a policy in the place of its limit",
    breaks: `${headers}/x-ratelimit-limit`,
    stages: () => withHeaders(limits("100, 100;w=60", "99", "60")),
  },
  {
    id: "remaining-fraction",
    title: "has half a request left",
    breaks: `${headers}/x-ratelimit-remaining`,
    stages: () => withHeaders(limits("100", "49.5", "60")),
  },
  {
    id: "remaining-negative",
    title: "has less than no request left",
    breaks: `${headers}/x-ratelimit-remaining`,
    stages: () => withHeaders(limits("100", "-1", "60")),
  },
  {
    id: "remaining-above-limit",
    title: "has more requests left than it allows",
    breaks: `${headers}/x-ratelimit-remaining`,
    stages: () => withHeaders(limits("100", "101", "60")),
  },
  {
    id: "reset-date",
    title: "says in a date when its limit is reset",
    breaks: `${headers}/x-ratelimit-reset`,
    stages: () => withHeaders(limits("100", "99", "2026-02-01T00:00:00Z")),
  },
  {
    id: "reset-long-past",
    title: "says that its limit was reset years ago",
    breaks: `${headers}/x-ratelimit-reset`,
    stages: () => withHeaders(limits("100", "99", "1614089582")),
  },
  {
    id: "reset-hexadecimal",
    title: "counts the seconds until its limit is reset in sixteens",
    breaks: `${headers}/x-ratelimit-reset`,
    stages: () => withHeaders(limits("100", "99", "0x3c")),
  },
  {
    id: "limit-text-on-429",
    title: "says its limit in words when it is reached",
    breaks: tooMany,
    stages: () => limitedOnce({ "Retry-After": "0", ...limits("many", "0", "1") }),
  },
  {
    id: "retry-after-words",
    title: "says in words how long to wait",
    breaks: `${headers}/retry-after`,
    stages: () => limitedOnce({ "Retry-After": "soon" }),
  },
  {
    id: "retry-after-fraction",
    title: "says in fractions of a second how long to wait",
    breaks: `${headers}/retry-after`,
    seenIn: "https://github.com/SpaceTradersAPI/api-docs/issues/24",
    stages: () => limitedOnce({ "Retry-After": "0.493" }),
  },
  {
    id: "retry-after-negative",
    title: "asks to wait for less than no time",
    breaks: `${headers}/retry-after`,
    stages: () => limitedOnce({ "Retry-After": "-1" }),
  },
  {
    id: "limited-for-ever",
    title: "returns 429 again and again although the client waits as asked",
    breaks: tooMany,
    condition: { position: "later" },
    stages: () => after(60, { finish: () => replyWith(429, { "Retry-After": "0" }, "") }),
  },
];
