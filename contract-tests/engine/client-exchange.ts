import { type EventKind, security } from "../../generated/contract.js";
import { rawEvent } from "../../src/client/raw-events.ts";
import {
  createNp6Client,
  type EventQueryOptions,
  type NotificationEvent,
  type Np6ClientOptions,
  Np6Error,
  type UnknownEvent,
} from "../../src/index.ts";
import { keyHeaderValue } from "./endpoint.ts";
import { sameText, textOf } from "./event.ts";
import type { ClientView, RequestPlan } from "./exchange.ts";
import { bodyPatience, maxBodyBytes, type WireResponse } from "./send.ts";
import type { ContractSettings } from "./settings.ts";

/** Reads events with a client. Passed in, so that the suite's own test can read with one that errs. */
export type ReadEvents = (
  options: Np6ClientOptions,
  kind: EventKind,
  id: number,
  query: EventQueryOptions,
) => AsyncIterable<NotificationEvent | UnknownEvent>;

/** Reads events with our client, as its users do. */
export const readWithClient: ReadEvents = (options, kind, id, query) =>
  createNp6Client(options)[kind](id, query);

/**
 * Sends a request through our client, and keeps the response as `fetch` gave it, decompressed.
 *
 * The client's own retries are off: the recorder waits after a 429 for every request alike.
 */
export async function sendThroughClient(
  kind: EventKind,
  plan: RequestPlan,
  settings: ContractSettings,
  read: ReadEvents,
): Promise<WireResponse & { client: ClientView }> {
  let request = "";
  let keySent = false;
  let answer: WireResponse = { status: undefined, headers: [], body: new Uint8Array() };
  const options: Np6ClientOptions = {
    apiKey: settings.apiKey,
    baseUrl: settings.baseUrl,
    retry: false,
    // The body is read before the client gets to see its head.
    timeout: { attempt: (1 + bodyPatience) * settings.timeoutMs, idle: settings.timeoutMs },
    async fetch(input, init) {
      const url = new URL(input);
      request = `${init?.method ?? "GET"} ${url.pathname}${url.search}`;
      keySent =
        new Headers(init?.headers).get(security.header) === keyHeaderValue(settings.apiKey) &&
        !request.includes(settings.apiKey);
      // A server may close a connection that fetch has kept, even as the request is on its way: that is sent again, as
      // our own requests are. Where a new connection breaks too, that is the server's response.
      const response = await fetch(input, init).catch(() => fetch(input, init));
      const { body, failure } = await readBody(response);
      const headers = [...response.headers].filter(([name]) => name !== "content-encoding");
      answer = { status: response.status, headers, body, failure };
      const empty = response.status === 204 || response.status === 304;
      return new Response(empty ? null : body, { status: response.status, headers });
    },
  };
  const handedOut: unknown[] = [];
  let failure: unknown;
  try {
    for await (const event of read(options, kind, settings.notificationId, Object.fromEntries(plan.query)))
      handedOut.push(rawEvent(event));
  } catch (error) {
    if (!(error instanceof Np6Error)) throw error;
    failure = error;
    if (answer.status === undefined)
      answer = { ...answer, failure: { kind: "connection", message: `our client got none (${error.code})` } };
  }
  const listed = listIn(answer);
  const agrees =
    listed === undefined
      ? failure !== undefined
      : handedOut.length === listed.length &&
        handedOut.every((event, i) => sameText(textOf(event), textOf(listed[i])));
  return { ...answer, client: { request, keySent, agrees } };
}

/** The whole body, or as much of it as the suite reads of any response. */
async function readBody({
  body,
}: Response): Promise<{ readonly body: Uint8Array<ArrayBuffer>; readonly failure: WireResponse["failure"] }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBodyBytes)
      return {
        body: Buffer.concat(chunks),
        failure: { kind: "too-large", message: `more than ${maxBodyBytes} bytes` },
      };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), failure: undefined };
}

function listIn({ status = 0, body }: WireResponse): unknown[] | undefined {
  if (status < 200 || status >= 300) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const json: unknown = text.trim() === "" ? [] : JSON.parse(text);
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
