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
import { decodeContent } from "./probe-result.ts";
import { exchange, maxBodyBytes, type Route, type WireResponse } from "./send.ts";
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

/** The longest deadline that a client takes. */
const longestTimeoutMs = 2_147_483_647;

/**
 * Sends a request through our client, and keeps the response as it came over the wire.
 *
 * The client sends over the suite's own route in place of `fetch`, which refuses some ports and chooses proxies by its own
 * rules: where our side cannot reach the server, every request must show it alike. The client's own retries are off,
 * because the recorder waits after a 429 for every request alike.
 */
export async function sendThroughClient(
  kind: EventKind,
  plan: RequestPlan,
  settings: ContractSettings,
  read: ReadEvents,
  route: Route,
): Promise<WireResponse & { client: ClientView }> {
  let request = "";
  let keySent = false;
  let response: WireResponse = { status: undefined, headers: [], body: new Uint8Array() };
  const options: Np6ClientOptions = {
    apiKey: settings.apiKey,
    baseUrl: settings.baseUrl,
    // The settings were checked: it is http only where the user allowed it.
    allowInsecureHttp: true,
    retry: false,
    // The route gives up on a server, by the patience that all requests have. A deadline of the client's own could pass
    // first on a busy machine, and the server would be blamed for it.
    timeout: { attempt: longestTimeoutMs, idle: longestTimeoutMs },
    async fetch(input, init) {
      const url = new URL(input);
      const headers = new Headers(init?.headers);
      const method = init?.method ?? "GET";
      request = `${method} ${url.pathname}${url.search}`;
      keySent =
        headers.get(security.header) === keyHeaderValue(settings.apiKey) &&
        !request.includes(settings.apiKey);
      // As every fetch does.
      headers.set("accept-encoding", "gzip, deflate");
      if (!headers.has("accept")) headers.set("accept", "*/*");
      response = await exchange(
        { url, method, headers: Object.fromEntries(headers), limit: maxBodyBytes },
        route,
      );
      return responseOf(response);
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
    if (response.status === undefined)
      response = {
        ...response,
        failure: response.failure ?? {
          kind: "connection",
          message: `our client sent nothing (${error.code})`,
        },
      };
  }
  const listed = listIn(response);
  const agrees =
    listed === undefined
      ? failure !== undefined
      : handedOut.length === listed.length &&
        handedOut.every((event, i) => sameText(textOf(event), textOf(listed[i])));
  return { ...response, client: { request, keySent, agrees } };
}

/**
 * A response as `fetch` would give it: its body decoded.
 *
 * @throws TypeError as `fetch` does, where none came or its body broke off or is not in its coding.
 */
function responseOf(response: WireResponse): Response {
  const { status, headers, failure } = response;
  const body = decodeContent(response);
  if (status === undefined || failure !== undefined || typeof body === "string")
    throw new TypeError(failure?.message ?? "the body does not have the coding that its header names");
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : Buffer.from(body), {
    status,
    headers: headers.flatMap(([name, value]): [string, string][] =>
      name === "content-encoding" ? [] : [[name, value]],
    ),
  });
}

function listIn(response: WireResponse): unknown[] | undefined {
  const { status = 0, failure } = response;
  const body = decodeContent(response);
  if (status < 200 || status >= 300 || failure !== undefined || typeof body === "string") return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const json: unknown = text.trim() === "" ? [] : JSON.parse(text);
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
