import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { SandboxSettings } from "./options.ts";
import type { ErrorResponse, SandboxRequest } from "./parse-event-request.ts";

/** A response on its way out. A body that throws cuts the connection. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The response that holds events. */
export function replyWithEvents(
  events: Iterable<string>,
  request: SandboxRequest,
  settings: SandboxSettings,
): Reply {
  const headers = { "Content-Type": "application/json" };
  const { emptyAnswer } = settings.behaviour;
  const known = emptyAnswer === "array" ? events : unlessEmpty(events);
  if (known === undefined) {
    return emptyAnswer === "204"
      ? { status: 204, headers: {}, body: [] }
      : { status: 200, headers, body: [] };
  }
  const body = encodeBody(known, settings.pieceBytes);
  if (!settings.gzip) return { status: 200, headers, body };
  const vary = { ...headers, Vary: "Accept-Encoding" };
  if (!acceptsGzip(request)) return { status: 200, headers: vary, body };
  return { status: 200, headers: { ...vary, "Content-Encoding": "gzip" }, body: compress(body) };
}

/** The response to a request that is rejected. */
export function replyWithError(errorResponse: ErrorResponse, settings: SandboxSettings): Reply {
  const { status, message, headers } = errorResponse;
  if (settings.behaviour.errorBody === "empty") return { status, headers: headers ?? {}, body: [] };
  const bytes = Buffer.from(JSON.stringify({ message }));
  const entity = { "Content-Type": "application/json", "Content-Length": String(bytes.length) };
  return { status, headers: { ...headers, ...entity }, body: [bytes] };
}

/** Writes a response at the speed of its reader. When the client goes away, the rest is not produced. */
export async function sendReply(
  reply: Reply,
  request: SandboxRequest,
  response: ServerResponse,
): Promise<void> {
  // Not writeHead: it would fix the framing before Node knows that a body is empty and can be sent with a length.
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (request.method === "HEAD") response.end();
  else await pipeline(reply.body, response);
}

/** The events, or undefined when there are none. */
function unlessEmpty(events: Iterable<string>): Iterable<string> | undefined {
  const iterator = events[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return undefined;
  return (function* () {
    for (let next: IteratorResult<string> = first; next.done !== true; next = iterator.next())
      yield next.value;
  })();
}

function acceptsGzip(request: SandboxRequest): boolean {
  const accepted = String(request.headers["accept-encoding"] ?? "");
  return accepted.split(",").some((coding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$)|$)/i.test(coding));
}

// A generator, so that the compressor only comes into being when the body is read: a HEAD request does not.
async function* compress(body: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(body);
  const gzip = createGzip();
  source.on("error", (error) => gzip.destroy(error)).pipe(gzip);
  yield* gzip;
}

/**
 * Encodes events as one JSON array, in pieces of exactly `pieceBytes` bytes (the last one is shorter). Pieces take no
 * notice of where events, or even characters, begin. Only about one piece is in memory at a time.
 */
export function* encodeBody(events: Iterable<string>, pieceBytes: number): Generator<Uint8Array> {
  let text = "[";
  let separator = "";
  let rest = new Uint8Array(0);
  for (const event of events) {
    text += separator + event;
    separator = ",";
    if (text.length < pieceBytes) continue;
    rest = yield* cut(rest, text, pieceBytes);
    text = "";
  }
  rest = yield* cut(rest, `${text}]`, pieceBytes);
  if (rest.length > 0) yield rest;
}

function* cut(
  rest: Uint8Array,
  text: string,
  pieceBytes: number,
): Generator<Uint8Array, Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.concat([rest, Buffer.from(text)]);
  let from = 0;
  while (bytes.length - from >= pieceBytes) {
    yield bytes.subarray(from, from + pieceBytes);
    from += pieceBytes;
  }
  return bytes.subarray(from);
}
