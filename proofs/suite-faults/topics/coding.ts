import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import type { SandboxRequest } from "../../../src/sandbox/parse-event-request.ts";
import { replyWithEvents } from "../../../src/sandbox/reply.ts";
import { list } from "../parts/events.ts";
import { successPointer } from "../parts/pointers.ts";
import { raw, replyHead, replyWith } from "../parts/reply.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const mediaType = `${successPointer}/content/application~1json`;

const accepts = (coding: string) => (request: SandboxRequest) =>
  String(request.headers["accept-encoding"] ?? "").includes(coding);

/** Encodes a response's bytes where the client accepts it. */
const encoded = (coding: string, encode: (bytes: Buffer) => Uint8Array): Stages =>
  when(accepts(coding), {
    respond: (events) => ({
      status: 200,
      headers: { "Content-Type": "application/json", "Content-Encoding": coding },
      body: [encode(Buffer.from(`[${[...events].join(",")}]`))],
    }),
  });

/** Compression. */
export const codingFaults: readonly TopicFault[] = [
  {
    id: "gzip-claimed",
    title: "says that a plain body is compressed",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    seenIn: "https://github.com/curl/curl/issues/2368",
    stages: () => encoded("gzip", (bytes) => bytes),
  },
  {
    id: "gzip-cut",
    title: "does not write the end of a compressed body",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    stages: () => encoded("gzip", (bytes) => gzipSync(bytes).subarray(0, -12)),
  },
  {
    id: "gzip-broken",
    title: "writes a compressed body whose checksum is wrong",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    stages: () =>
      encoded("gzip", (bytes) => {
        const out = Buffer.from(gzipSync(bytes));
        out[out.length - 6] = (out[out.length - 6] ?? 0) ^ 255;
        return out;
      }),
  },
  {
    id: "gzip-twice",
    title: "compresses twice and says so once",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    stages: () => encoded("gzip", (bytes) => gzipSync(gzipSync(bytes))),
  },
  {
    id: "gzip-unsaid",
    title: "compresses without saying so",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    seenIn: "https://github.com/apache/trafficcontrol/issues/1737",
    stages: () =>
      when(accepts("gzip"), {
        respond: (events) => ({
          status: 200,
          headers: { "Content-Type": "application/json" },
          body: [gzipSync(`[${[...events].join(",")}]`)],
        }),
      }),
  },
  {
    id: "gzip-loses-last",
    title: "loses the last event of a compressed response",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    stages: () =>
      encoded("gzip", (bytes) => gzipSync(JSON.stringify(JSON.parse(bytes.toString()).slice(0, -1)))),
  },
  {
    id: "deflate-raw",
    title: "sends a deflated body without its wrapper",
    breaks: "RFC 9110, section 8.4.1.2",
    condition: { coding: "compressed" },
    stages: () => encoded("deflate", deflateRawSync),
  },
  {
    id: "brotli-claimed-gzip",
    title: "says gzip and sends brotli",
    breaks: "RFC 9110, section 8.4",
    condition: { coding: "compressed" },
    stages: () => encoded("gzip", brotliCompressSync),
  },
  {
    id: "gzip-with-plain-length",
    title: "says the length that a compressed body had before",
    breaks: "RFC 9110, section 8.6",
    condition: { coding: "compressed" },
    stages: () =>
      when(
        accepts("gzip"),
        raw((text, response) => {
          response.socket?.write(
            `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${text.length}\r\n\r\n`,
          );
          response.socket?.end(gzipSync(text));
        }),
      ),
  },
  {
    id: "compressed-500",
    title: "crashes where compression is accepted",
    breaks: "#/components/responses/server-error",
    condition: { coding: "compressed" },
    stages: () => when(accepts("gzip"), { finish: () => replyWith(500, {}, "") }),
  },
  {
    id: "loses-last-for-who-accepts-gzip",
    title: "loses the last event where compression is accepted, and does not compress",
    breaks: "#/components/schemas/NotificationEvents",
    condition: { coding: "compressed" },
    stages: () =>
      when(
        accepts("gzip"),
        list((events) => events.slice(0, -1)),
      ),
  },
  {
    id: "loses-last-for-named-clients",
    title: "loses the last event for clients that say who they are",
    breaks: "#/components/schemas/NotificationEvents",
    condition: { sender: "client" },
    stages: () =>
      when(
        ({ headers }) => headers["user-agent"] !== undefined,
        list((events) => events.slice(0, -1)),
      ),
  },
  {
    id: "compressed-stale-type",
    title: "loses the media type of a compressed response",
    breaks: mediaType,
    condition: { coding: "compressed" },
    stages: () =>
      when(accepts("gzip"), {
        respond: (events, request, settings) => ({
          ...replyWithEvents(events, request, settings),
          headers: {},
        }),
      }),
  },
  {
    id: "gzip-claimed-always",
    title: "says that every body is compressed, and compresses none",
    breaks: "RFC 9110, section 8.4",
    condition: { endpoint: "cancellations" },
    stages: () => onRequest("cancellations", replyHead(200, { "Content-Encoding": "gzip" })),
  },
  {
    id: "charset-as-coding",
    title: "names the charset where the coding belongs",
    breaks: "RFC 9110, section 8.4",
    stages: () => replyHead(200, { "Content-Encoding": "UTF-8" }),
  },
];
