import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import type { ClientRequest } from "../adversary.ts";
import { chunk, listOf, pour, responseHead, whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault } from "../row.ts";

const everyEvent = { promised: "every event", consumers, requests: 1 } as const;
const interrupted = {
  promised: { code: "NP6_STREAM", kind: "interrupted" },
  followed: "every event",
  consumers,
  requests: 1,
} as const;
const percents = Array.from({ length: 100 }, (_, percent) => percent);
const gzip = "content-encoding: gzip";

const part = ({ events }: ClientRequest, percent: number): string => {
  const list = listOf(events);
  return list.slice(0, Math.floor((list.length * percent) / 100));
};

/** A gigabyte as a megabyte: gzip allows members one after the other. */
function* bomb(open: string, fill: string): Generator<Uint8Array> {
  yield gzipSync(open);
  const member = gzipSync(fill.repeat(Math.floor((32 * 2 ** 20) / fill.length)), {
    level: constants.Z_BEST_COMPRESSION,
  });
  for (let sent = 0; sent < 32; sent++) yield member;
}

function* forever(text: string): Generator<string> {
  for (;;) yield text;
}

/** Faults of how the body is carried. */
export const framingRows: readonly NetworkFault[] = [
  ...forEachConsumer(percents, (percent) => ({
    ...interrupted,
    id: `reset-at-${percent}-percent`,
    title: `the connection is reset after ${percent} % of the body`,
    respond: (request) => {
      request.socket.write(responseHead(200, "transfer-encoding: chunked"));
      const cut = part(request, percent);
      // A reset overtakes what was not delivered yet.
      request.socket.write(cut ? chunk(cut) : "", () => setImmediate(() => request.socket.resetAndDestroy()));
    },
    consumers: percent % 10 === 5 ? consumers : ["stream"],
  })),
  ...forEachConsumer(percents.slice(1), (percent) => ({
    ...interrupted,
    id: `closed-at-${percent}-percent`,
    title: `the body ends after ${percent} %, and nothing told its length`,
    respond: (request) => request.socket.end(responseHead(200) + part(request, percent)),
    promised: { code: "NP6_STREAM", kind: "truncated" },
    consumers: percent % 10 === 5 ? consumers : ["stream"],
  })),
  ...forEachConsumer([1, 50, 99], (percent) => ({
    ...interrupted,
    id: `short-of-its-length-at-${percent}-percent`,
    title: `${percent} % of the body that content-length tells comes`,
    respond: (request) => {
      const { length } = listOf(request.events);
      request.socket.end(responseHead(200, `content-length: ${length}`) + part(request, percent));
    },
  })),
  {
    id: "longer-than-its-length",
    title: "content-length tells less than what comes",
    respond: (request) => {
      const list = listOf(request.events);
      request.socket.end(responseHead(200, `content-length: ${list.length - 10}`) + list);
    },
    promised: { code: "NP6_STREAM", kind: "truncated" },
    followed: "every event",
    consumers,
  },
  {
    ...interrupted,
    id: "chunk-size-garbage",
    title: "the size of a chunk is no number",
    respond: (request) => {
      request.socket.write(responseHead(200, "transfer-encoding: chunked"));
      request.socket.end(Buffer.concat([chunk(part(request, 50)), Buffer.from("zz\r\n")]));
    },
  },
  {
    ...everyEvent,
    id: "one-byte-chunks",
    title: "every chunk is one byte",
    respond: (request) =>
      pour(
        request,
        responseHead(200, "transfer-encoding: chunked"),
        [...Buffer.from(listOf(request.events))].map((byte) => chunk(Uint8Array.of(byte))),
        "0\r\n\r\n",
      ),
  },
  {
    id: "stalls-half-way",
    title: "the body stops half-way, and the connection stays",
    respond: (request) => request.socket.write(responseHead(200) + part(request, 50)),
    promised: { code: "NP6_TIMEOUT", kind: "idle" },
    followed: "every event",
    // The command line's deadlines are half a minute and more.
    consumers: ["array", "stream", "follow"],
    timeout: { idle: 1_000 },
    requests: 1,
  },
  {
    id: "endless-white-space",
    title: "the body is white space without an end",
    respond: (request) => pour(request, `${responseHead(200)}[`, forever(" ".repeat(65_536))),
    promised: { code: "NP6_STREAM", kind: "too-large" },
    consumers,
    requests: 1,
  },
  {
    id: "endless-string",
    title: "a string without an end",
    respond: (request) => pour(request, `${responseHead(200)}[{"type":"`, forever("x".repeat(65_536))),
    promised: { code: "NP6_STREAM", kind: "too-large" },
    consumers,
    requests: 1,
  },
  {
    id: "endless-events-aborted",
    title: "events without an end, and the consumer aborts",
    respond: (request) =>
      pour(request, `${responseHead(200)}[`, forever(request.events.map(({ text }) => `${text},`).join(""))),
    promised: { reason: "enough" },
    consumers: ["stream"],
    abortAfter: 20_000,
    requests: 1,
  },
  {
    id: "endless-events-total-timeout",
    title: "a byte at a time without an end, and a deadline for the whole call",
    respond: ({ socket }) => {
      socket.write(`${responseHead(200)}[`);
      const timer = setInterval(() => socket.write(" "), 20);
      socket.on("close", () => clearInterval(timer));
    },
    promised: { code: "NP6_TIMEOUT", kind: "total" },
    consumers: ["array", "stream"],
    timeout: { total: 1_000 },
    requests: 1,
  },
  {
    id: "gzip-bomb-of-white-space",
    title: "a megabyte that unpacks to a gigabyte of white space",
    respond: (request) => pour(request, responseHead(200, gzip), bomb("[", " ".repeat(1_024))),
    promised: { code: "NP6_STREAM", kind: "too-large" },
    consumers,
    requests: 1,
  },
  {
    id: "gzip-bomb-of-a-string",
    title: "a megabyte that unpacks to one string of a gigabyte",
    respond: (request) => pour(request, responseHead(200, gzip), bomb('["', "x".repeat(1_024))),
    promised: { code: "NP6_STREAM", kind: "too-large" },
    consumers,
    requests: 1,
  },
  {
    ...everyEvent,
    id: "gzip",
    title: "the body is packed with gzip",
    respond: (request) => whole(200, gzipSync(listOf(request.events)), gzip)(request),
  },
  {
    ...everyEvent,
    id: "deflate",
    title: "the body is packed with deflate",
    respond: (request) =>
      whole(200, deflateSync(listOf(request.events)), "content-encoding: deflate")(request),
  },
  {
    ...everyEvent,
    id: "brotli",
    title: "the body is packed with brotli",
    respond: (request) =>
      whole(200, brotliCompressSync(listOf(request.events)), "content-encoding: br")(request),
  },
  {
    ...interrupted,
    id: "gzip-broken",
    title: "the packed body has a broken byte",
    respond: (request) => {
      const bytes = gzipSync(listOf(request.events));
      const half = bytes.length >> 1;
      bytes.fill(0, half, half + 64);
      whole(200, bytes, gzip)(request);
    },
  },
  {
    promised: { code: "NP6_STREAM", kind: "truncated" },
    followed: "every event",
    consumers,
    requests: 1,
    id: "gzip-cut",
    title: "the packed body is cut, and its length says so",
    respond: (request) => {
      const bytes = gzipSync(listOf(request.events));
      whole(200, bytes.subarray(0, bytes.length >> 1), gzip)(request);
    },
  },
  {
    ...interrupted,
    id: "gzip-that-is-none",
    title: "the body is plain, and called gzip",
    respond: (request) => whole(200, listOf(request.events), gzip)(request),
  },
];
