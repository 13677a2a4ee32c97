import { brotliDecompressSync, deflateRawSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { textOf } from "./event.ts";
import type { Asked, Exchange, ExchangeHead } from "./exchange.ts";
import { maxBodyBytes } from "./send.ts";

/** More elements than the smallest events could fill the largest body with: no list of events, and slow to judge. */
const maxEvents = 250_000;
/** Far deeper than anybody nests. A parser takes seconds and gigabytes for a body of nothing but brackets. */
const maxDepth = 20_000;
/** A run keeps dozens of answers to the end; from this size on they are kept compressed. */
const packedFrom = 16 * 1024;

/** Why a body is no list of events. */
export type BodyFault =
  | "no-answer"
  | "incomplete"
  | "content-encoding"
  | "too-large"
  | "encoding"
  | "not-json"
  | "not-an-array"
  | "too-many"
  | "too-deep";

/** The result of a probe: an exchange with its parsed body. */
export interface ProbeResult {
  /** Id of the probe, such as `ascending`. */
  readonly id: string;
  readonly exchange: ExchangeHead;
  /** Which request of the run it was, from 1. */
  readonly position: number;
  /** The bounds and order that the request asked for, so that a check does not compute them again. */
  readonly asked: Asked;
  /** First value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  /** The body as text; `undefined` where it is not valid UTF-8 or could not be decoded. Decoded anew at each call. */
  text(): string | undefined;
  /** The events of a 2xx response; 204 and an empty body are no events. `undefined` where `fault` says why. */
  readonly events: readonly unknown[] | undefined;
  readonly fault: BodyFault | undefined;
}

/**
 * Reads what an exchange says. The body itself is not kept: dozens of large ones would not fit into memory.
 *
 * @param position Position of the request in the run, from 1.
 * @param known Events by their text, shared by the responses of one endpoint, which mostly show the same ones.
 */
export function readResult(
  id: string,
  { body, ...exchange }: Exchange,
  asked: Asked = {},
  position = 1,
  known: Map<string, unknown> = new Map(),
): ProbeResult {
  const { events, fault } = readEvents({ ...exchange, body });
  const packs = body.length >= packedFrom;
  const kept = packs ? deflateRawSync(body, { level: 1 }) : body;
  return {
    id,
    exchange,
    position,
    asked,
    header: (name) => exchange.headers.find(([key]) => key === name)?.[1],
    text: () => readText({ ...exchange, body: packs ? inflateRawSync(kept) : kept }).text,
    events: events?.map((event) => shared(event, known)),
    fault,
  };
}

/** The events of a response; none where it is no list of events. */
export function eventsIn({ events }: ProbeResult): readonly unknown[] {
  return events ?? [];
}

/** True for a complete 2xx response that is a list of events. */
export function isUsable(result: ProbeResult): boolean {
  const status = result.exchange.status ?? 0;
  return status >= 200 && status < 300 && result.events !== undefined;
}

/** The same object for the same event, unless it is nested too deeply to be compared. */
function shared(event: unknown, known: Map<string, unknown>): unknown {
  if (typeof event !== "object" || event === null) return event;
  const text = textOf(event);
  if (text === undefined) return event;
  const before = known.get(text);
  if (before === undefined) known.set(text, event);
  return before ?? event;
}

function readEvents(exchange: Exchange): {
  readonly events?: readonly unknown[];
  readonly fault?: BodyFault | undefined;
} {
  const { text, fault } = readText(exchange);
  if (text === undefined || fault !== undefined) return { fault };
  if (nestsDeeperThan(maxDepth, Buffer.from(text))) return { fault: "too-deep" };
  if (text.trim() === "") return { events: [] };
  try {
    const json: unknown = JSON.parse(text);
    if (!Array.isArray(json)) return { fault: "not-an-array" };
    return json.length > maxEvents ? { fault: "too-many" } : { events: json };
  } catch {
    return { fault: "not-json" };
  }
}

function readText(exchange: Exchange): { readonly text?: string; readonly fault?: BodyFault | undefined } {
  if (exchange.status === undefined) return { fault: "no-answer" };
  const incomplete = exchange.failure && "incomplete";
  const bytes = decodeContent(exchange);
  if (typeof bytes === "string") return { fault: incomplete ?? bytes };
  try {
    // The decoder swallows a BOM, which JSON.parse would reject and RFC 8259 lets a reader ignore. A body may break off
    // within a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, {
      stream: incomplete !== undefined,
    });
    return { text, fault: incomplete };
  } catch {
    return { fault: incomplete ?? "encoding" };
  }
}

/** A decoded body, or why there is none. */
export type Decoded = Uint8Array | "content-encoding" | "too-large";

/**
 * The body without its codings, which stand in the order in which they were applied (RFC 9110, section 8.4); a fault where
 * it is not in them.
 */
export function decodeContent({ headers, body }: Pick<Exchange, "headers" | "body">): Decoded {
  const codings = headers.flatMap(([name, value]) => (name === "content-encoding" ? value.split(",") : []));
  return codings.reduceRight<Decoded>(
    (bytes, coding) => (typeof bytes === "string" ? bytes : decode(bytes, coding.trim().toLowerCase())),
    body,
  );
}

function decode(body: Uint8Array, coding: string): Decoded {
  const limit = { maxOutputLength: maxBodyBytes };
  try {
    switch (coding) {
      case "":
      case "identity":
        return body;
      case "gzip":
      case "x-gzip":
        return body.length === 0 ? body : gunzipSync(body, limit);
      case "deflate":
        return inflateSync(body, limit);
      case "br":
        return brotliDecompressSync(body, limit);
      default:
        return "content-encoding";
    }
  } catch (error) {
    const tooLarge = error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return tooLarge ? "too-large" : "content-encoding";
  }
}

const [quote, backslash] = [0x22, 0x5c];
const opening: readonly number[] = [0x5b, 0x7b];
const closing: readonly number[] = [0x5d, 0x7d];

/** Whether a JSON text opens more arrays and objects within each other than it may. Reads bytes, and no more than it must. */
export function nestsDeeperThan(most: number, json: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] ?? 0;
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (opening.includes(byte)) {
      if (++depth > most) return true;
    } else if (closing.includes(byte)) depth--;
  }
  return false;
}
