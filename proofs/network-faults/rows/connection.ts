import { listOf, pour, responseHead, whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault } from "../row.ts";

const connection = { promised: { code: "NP6_CONNECTION" }, consumers } as const;
/** What passes is tried again by a follower. */
const passes = { ...connection, followed: "every event", requests: 3 } as const;
const never = (): void => {};
// The command line's deadlines are half a minute and more.
const timed = { consumers: ["array", "stream", "follow"], followed: "every event" } as const;

/** Faults before a word of the response, or in its head. */
export const connectionRows: readonly NetworkFault[] = [
  {
    ...connection,
    id: "dns-failure",
    title: "the name does not resolve",
    respond: never,
    url: () => "https://np6.invalid",
    consumers: ["array", "stream", "pull"],
  },
  {
    ...connection,
    id: "refused",
    title: "nothing listens",
    respond: never,
    // An unassigned port that `fetch` does not refuse by itself.
    url: () => "http://127.0.0.1:4",
    consumers: ["array", "stream", "pull"],
  },
  {
    ...connection,
    id: "self-signed",
    title: "the certificate is signed by nobody",
    respond: never,
    tls: true,
    consumers: ["array", "stream", "pull"],
    requests: 0,
  },
  {
    ...connection,
    id: "tls-to-plain-http",
    title: "a TLS handshake is answered in plain HTTP",
    respond: whole(400, ""),
    url: (url) => url.replace("http:", "https:"),
    consumers: ["array", "stream", "pull"],
  },
  {
    ...passes,
    id: "reset-before-headers",
    title: "the connection is reset before the response",
    respond: ({ socket }) => socket.resetAndDestroy(),
  },
  {
    ...passes,
    id: "closed-before-headers",
    title: "the connection is closed before the response",
    respond: ({ socket }) => socket.end(),
  },
  ...forEachConsumer([9, 17, 40, 60], (length) => ({
    ...passes,
    id: `reset-after-${length}-bytes-of-headers`,
    title: `the connection is reset after ${length} bytes of the head`,
    respond: ({ socket }) => socket.write(responseHead(200).slice(0, length), () => socket.resetAndDestroy()),
  })),
  ...forEachConsumer(
    [
      ["not HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
      ["a broken status line", "HTTP/1.1 OK 200\r\n\r\n"],
      ["a status of four digits", responseHead("2000")],
      ["a status above 599", responseHead(999)],
      ["a header with a NUL", responseHead(200, "x-request-id: a\0b")],
      ["16 MB of headers", responseHead(200, `x-request-id: ${"a".repeat(16 * 2 ** 20)}`)],
      ["two lengths that differ", responseHead(200, "content-length: 2", "content-length: 3", "", "[]")],
    ] as const,
    ([what, bytes]) => ({
      ...passes,
      id: `headers-${what.replaceAll(" ", "-").toLowerCase()}`,
      title: `the head is ${what}`,
      respond: ({ socket }) => socket.end(bytes),
    }),
  ),
  {
    ...timed,
    id: "headers-never",
    title: "the response never comes",
    respond: never,
    promised: { code: "NP6_TIMEOUT", kind: "attempt" },
    timeout: { attempt: 1_000 },
    requests: 3,
  },
  {
    ...timed,
    id: "headers-stall",
    title: "the head stops in the middle",
    respond: ({ socket }) => socket.write(responseHead(200).slice(0, 20)),
    promised: { code: "NP6_TIMEOUT", kind: "attempt" },
    timeout: { attempt: 1_000 },
    requests: 3,
  },
  {
    id: "headers-byte-by-byte",
    title: "the head comes byte by byte",
    respond: (request) => pour(request, "", responseHead(200), listOf(request.events)),
    promised: "every event",
    consumers,
    requests: 1,
  },
  {
    id: "informational-first",
    title: "an early hint, 103, comes before the response",
    respond: (request) => {
      request.socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n");
      whole(200, listOf(request.events))(request);
    },
    promised: "every event",
    consumers,
    requests: 1,
  },
];
