import { listOf, whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault, type Promised } from "../row.ts";

const retried = new Set([408, 425, 429, 500, 502, 503, 504]);
const statuses = Array.from({ length: 300 }, (_, index) => 300 + index);

function promisedFor(status: number): Promised {
  // The fetch standard defines nothing for a proxy that asks for a password.
  if (status === 407) return { code: "NP6_CONNECTION" };
  return status < 400 && status !== 304 ? { code: "NP6_REDIRECT", status } : { code: "NP6_HTTP", status };
}

/** Every status that is no success, and the successes that have no list. */
export const statusRows: readonly NetworkFault[] = [
  ...forEachConsumer(statuses, (status) => ({
    id: `status-${status}`,
    title: `the status is ${status}`,
    respond: whole(`${status} Whatever`, '{"message":"someone@example.com"}', "location: /elsewhere"),
    promised: promisedFor(status),
    followed: retried.has(status) || status >= 500 ? "every event" : promisedFor(status),
    consumers: [401, 404, 429, 500, 503].includes(status) ? consumers : ["array"],
    // The platform asks again by itself on a new connection when the one before was the wrong one.
    requests: retried.has(status) || status === 407 ? 3 : status === 421 ? 2 : 1,
  })),
  ...forEachConsumer([200, 201, 203, 206, 207, 226], (status) => ({
    id: `list-with-status-${status}`,
    title: `the list comes with status ${status}`,
    respond: (request) => whole(status, listOf(request.events))(request),
    promised: "every event",
    consumers,
    requests: 1,
  })),
];
