import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Exchange } from "./exchange.ts";

/** Bytes that a compressed body may grow to; a larger one is a defect or an attack, not an answer. */
const maxDecodedBytes = 64 * 1024 * 1024;

/** More elements than the smallest events could fill the largest body with: no list of events, and slow to judge. */
const maxEvents = 250_000;

/** Why a body is no list of events. */
export type BodyFault =
  | "no-answer"
  | "incomplete"
  | "content-encoding"
  | "encoding"
  | "not-json"
  | "not-an-array"
  | "too-many";

/** An exchange with what its body says, each part computed once and on demand. */
export interface Observation {
  /** Id of the row that asked for it, such as `ascending`. */
  readonly id: string;
  readonly exchange: Exchange;
  /** First value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  /** The body as text; `undefined` where it is not valid UTF-8 or could not be decoded. */
  readonly text: string | undefined;
  /** The events of a 2xx answer; 204 and an empty body are no events. `undefined` where `fault` says why. */
  readonly events: readonly unknown[] | undefined;
  readonly fault: BodyFault | undefined;
}

/** Reads what an exchange says. */
export function observe(id: string, exchange: Exchange): Observation {
  let decoded:
    | { text: string | undefined; events: readonly unknown[] | undefined; fault: BodyFault | undefined }
    | undefined;
  const read = () => {
    decoded ??= decode(exchange);
    return decoded;
  };
  return {
    id,
    exchange,
    header: (name) => exchange.headers.find(([key]) => key === name)?.[1],
    get text() {
      return read().text;
    },
    get events() {
      return read().events;
    },
    get fault() {
      return read().fault;
    },
  };
}

/** True for a complete 2xx answer that is a list of events. */
export function isUsable(observation: Observation): boolean {
  const status = observation.exchange.status ?? 0;
  return status >= 200 && status < 300 && observation.events !== undefined;
}

function decode(exchange: Exchange): {
  text: string | undefined;
  events: readonly unknown[] | undefined;
  fault: BodyFault | undefined;
} {
  const fail = (fault: BodyFault, text?: string) => ({ text, events: undefined, fault });
  if (exchange.status === undefined) return fail("no-answer");
  const bytes = decodeContent(exchange);
  if (bytes === undefined) return fail(exchange.failure ? "incomplete" : "content-encoding");
  let text: string;
  try {
    // The decoder swallows a BOM, which JSON.parse would reject and RFC 8259 lets a reader ignore.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail(exchange.failure ? "incomplete" : "encoding");
  }
  if (exchange.failure) return fail("incomplete", text);
  if (text.trim() === "") return { text, events: [], fault: undefined };
  try {
    const json: unknown = JSON.parse(text);
    if (!Array.isArray(json)) return fail("not-an-array", text);
    return json.length > maxEvents ? fail("too-many", text) : { text, events: json, fault: undefined };
  } catch {
    return fail("not-json", text);
  }
}

function decodeContent(exchange: Exchange): Uint8Array | undefined {
  const encoding = exchange.headers
    .find(([name]) => name === "content-encoding")?.[1]
    ?.trim()
    .toLowerCase();
  const limit = { maxOutputLength: maxDecodedBytes };
  try {
    switch (encoding) {
      case undefined:
      case "":
      case "identity":
        return exchange.body;
      case "gzip":
      case "x-gzip":
        return exchange.body.length === 0 ? exchange.body : gunzipSync(exchange.body, limit);
      case "deflate":
        return inflateSync(exchange.body, limit);
      case "br":
        return brotliDecompressSync(exchange.body, limit);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
