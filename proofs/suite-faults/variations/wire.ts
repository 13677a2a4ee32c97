import { setTimeout as wait } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { body, replyHead } from "../parts/reply.ts";
import type { Stages, Variation } from "../variant.ts";

const rfc8259 = "RFC 8259, section 2";
const rfc9110 = "RFC 9110";
const rfc9112 = "RFC 9112";

const text = (
  id: string,
  title: string,
  allowed: string,
  change: (json: string) => string | Uint8Array,
): Variation => ({
  id,
  title,
  allowed,
  stages: () => body(change),
});

const type = (id: string, value: string): Variation => ({
  id,
  title: `calls its responses ${value}`,
  allowed: `${rfc9110}, section 8.3`,
  stages: () => replyHead(200, { "Content-Type": value }),
});

/** Compresses, whether the client said that it accepts it or said nothing. */
const encoded = (id: string, coding: string, encode: (bytes: Buffer) => Uint8Array): Variation => ({
  id,
  title: `responds in ${coding} unless told not to`,
  allowed: `${rfc9110}, section 12.5.3: who accepts nothing in particular accepts all`,
  stages: () => ({
    respond: (events) => ({
      status: 200,
      headers: { "Content-Type": "application/json", "Content-Encoding": coding },
      body: [encode(Buffer.from(`[${[...events].join(",")}]`))],
    }),
  }),
});

const escaped = (json: string) =>
  json.replace(/"(?:[^"\\]|\\.)*"/g, (string) =>
    string.replace(/[a-z@-]/gi, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );

/** A body in pieces that take their time. */
const slowly: Stages = {
  respond: (events) => ({
    status: 200,
    headers: { "Content-Type": "application/json" },
    body: (async function* () {
      const bytes = Buffer.from(`[${[...events].join(",")}]`);
      const half = Math.floor(bytes.length / 2);
      yield bytes.subarray(0, half);
      await wait(2);
      yield bytes.subarray(half);
    })(),
  }),
};

/** Bytes on the wire. */
export const wireVariations: readonly Variation[] = [
  text("pretty", "indents its JSON", rfc8259, (json) => JSON.stringify(JSON.parse(json), null, 2)),
  text(
    "tabs-and-returns",
    "writes tabs and carriage returns between tokens",
    rfc8259,
    (json) => `\r\n\t${JSON.stringify(JSON.parse(json), null, "\t").replaceAll("\n", "\r\n")} \r\n`,
  ),
  text("escapes", "escapes every letter", "RFC 8259, section 7", escaped),
  text(
    "byte-order-mark",
    "begins with a byte order mark",
    "RFC 8259, section 8.1",
    (json) => `\ufeff${json}`,
  ),
  text("number-forms", "writes times with an exponent", "RFC 8259, section 6", (json) =>
    json.replace(/("timestamp"|"time"):(\d)(\d{12})/g, "$1:$2.$3E+12"),
  ),
  text("slashes-escaped", "escapes slashes", "RFC 8259, section 7", (json) =>
    json.replaceAll("application", "appli\\/cation"),
  ),
  text("nested-deeply", "nests a field of its own ten thousand times", "more fields are allowed", (json) =>
    json.replace('"identity":', `"more":${"[".repeat(10_000)}${"]".repeat(10_000)},"identity":`),
  ),
  type("type-upper-case", "Application/JSON; Charset=UTF-8"),
  type("type-charset", "application/json;charset=utf-8"),
  type("type-charset-quoted", 'application/json ; charset="UTF-8"; v=1'),
  encoded("gzip-always", "gzip", gzipSync),
  encoded("gzip-old-name", "x-gzip", gzipSync),
  encoded("deflate-always", "deflate", deflateSync),
  encoded("brotli-always", "br", brotliCompressSync),
  encoded("gzip-and-brotli", "gzip, br", (bytes) => brotliCompressSync(gzipSync(bytes))),
  encoded("identity-named", "identity", (bytes) => bytes),
  {
    id: "gzip-on-request",
    title: "compresses for who accepts gzip",
    allowed: `${rfc9110}, section 12.5.3`,
    options: { gzip: true },
  },
  {
    id: "one-byte-pieces",
    title: "writes byte by byte",
    allowed: `${rfc9112}, section 7.1`,
    options: { events: 12, pieceBytes: 1 },
  },
  {
    id: "slow-pieces",
    title: "pauses in the middle of each body",
    allowed: "no time is promised",
    options: { events: 40 },
    stages: () => slowly,
  },
];
