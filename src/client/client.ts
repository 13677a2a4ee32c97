import createClient, { type Client } from "openapi-fetch";
import { type EventKind, endpoints } from "../../generated/contract.js";
import { type EventsByKind, isEventOf } from "../../generated/events.js";
import type { paths } from "../../generated/types.d.ts";
import { Np6ConfigError, Np6ValidationError } from "../errors.ts";
import { checkOptions, type TransportOptions } from "../transport/options.ts";
import { prepareGet, TransportRequest } from "../transport/request.ts";
import { createTransport } from "../transport/transport.ts";
import type { StandardSchema } from "../validate/check-event.ts";
import { checkEventParameters, type EventQueryOptions } from "./event-parameters.ts";
import { createEventQuery, type EventQuery } from "./event-query.ts";
import type { EventOf, UnknownEvent } from "./events.ts";
import { internalsOf } from "./query-internals.ts";
import { type EventsResponse, recogniser, type UnknownEventNotice } from "./read-events.ts";

/** How a client works. */
export interface Np6ClientOptions extends TransportOptions {
  /**
   * Checks each event before it is delivered: `eventValidator` of `np6-notification-events/validate`, or any
   * synchronous Standard Schema. It gets the received value, unknown kinds included; its output is not used. An event
   * that it rejects ends the response with an `Np6ValidationError`, which quotes no value; of the issues of another
   * library it has only the places. An asynchronous validator is rejected at the first event. Default: none.
   */
  validator?: StandardSchema | undefined;
  /**
   * Called for each event that is delivered as unknown, as soon as it is read. That may be before you have consumed the
   * events before it. An error that it throws ends the response. The `logger` gets the first unknown event of each
   * response as a warning. Default: none.
   */
  onUnknownEvent?: ((notice: UnknownEventNotice) => void) | undefined;
}

/**
 * A method for each event kind of the contract. Its first argument is the id of the notification, an integer from 0 to
 * 2,147,483,647 (documented by the vendor as int32). Its second says which events, in which order. The vendor does not
 * document which events the server lists without it.
 *
 * A method sends nothing: it returns a query, which is sent when it is used. It throws an Np6ConfigError if an argument
 * can't be sent. What a query fails with later: {@link EventQuery}.
 */
export type EventQueries = {
  readonly [K in keyof EventsByKind]: (
    id: number,
    query?: EventQueryOptions<K>,
  ) => EventQuery<EventsByKind[K] | UnknownEvent>;
};

/**
 * The client of openapi-fetch over our transport. This interface gives it a name of our own, so that a program can
 * export a value of `raw` without depending on openapi-fetch itself.
 */
export interface RawClient extends Client<paths> {}

/** The event kinds of a notification, each as a query that is sent when it is used. */
export interface Np6Client extends EventQueries {
  /** Where the API is, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * The client of openapi-fetch over the same transport, for anything that this interface does not offer. A response of
   * any status resolves to `{ data, error, response }`, and its body is read completely. Its middleware does not affect
   * the queries.
   */
  readonly raw: RawClient;
}

/**
 * The types of the options that are not checked elsewhere. An object, so that a missing or wrong name does not compile.
 */
const optionTypes: Readonly<Record<keyof Np6ClientOptions, string>> = {
  apiKey: "string or function",
  baseUrl: "",
  retry: "",
  timeout: "",
  logger: "",
  validator: "",
  maxRequestsPerSecond: "",
  userAgent: "string",
  allowInsecureHttp: "boolean",
  dangerouslyAllowBrowser: "boolean",
  fetch: "function",
  onRequest: "function",
  onResponse: "function",
  onRetry: "function",
  onUnknownEvent: "function",
};

/**
 * Makes a client. It sends nothing by itself.
 *
 * ```ts
 * const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"] });
 * const events = await np6.activations(156, { start: "2026-11-01T00:00:00Z", end: new Date(), sort: "asc" });
 * ```
 *
 * @throws Np6ConfigError if the key is missing, an option is out of range or there is no option of its name, and in a browser without
 *   `dangerouslyAllowBrowser`.
 */
export function createNp6Client(options: Np6ClientOptions): Np6Client {
  checkOptions("", options, optionTypes);
  const transport = createTransport(options);
  const { onUnknownEvent, logger } = options;
  for (const method of ["debug", "info", "warn"] as const) {
    if (logger && typeof logger[method] !== "function")
      throw new Np6ConfigError(`\`logger.${method}\` must be a function.`);
  }
  const standard = options.validator?.["~standard"];
  if (options.validator !== undefined && typeof standard?.validate !== "function") {
    throw new Np6ConfigError("`validator` must be a Standard Schema, such as `eventValidator`.");
  }
  // Loaded on use, because most clients have no validator, and every web page would load its messages.
  const check =
    standard &&
    import("../validate/check-event.ts").then(({ eventCheck }) =>
      eventCheck(standard, { Np6ConfigError, Np6ValidationError }),
    );

  const queriesOf =
    <K extends EventKind>(kind: K) =>
    (id: number, options: EventQueryOptions = {}): EventQuery<EventOf<K>> => {
      const query = checkEventParameters(kind, id, options);
      const { signal } = options;
      const { budget, read = (response) => response } = internalsOf(options);
      const isKnown = (value: unknown): value is EventsByKind[K] => isEventOf(kind, value);
      // By hand: openapi-fetch would make a `Request`, and read the body of an error response to its end, however long.
      const path = endpoints[kind].path.replace(/{.+?}/, `${id}`);
      const request = { ...prepareGet(transport.baseUrl, path, query, signal), budget };
      async function send(): Promise<EventsResponse<EventOf<K>>> {
        const received = await transport.open(request);
        if (!received.response.ok) throw await transport.httpError(received);
        const recognise = recogniser({ kind, isKnown, check: await check, onUnknownEvent, logger, received });
        return read({ received, recognise });
      }
      return createEventQuery(send, signal);
    };
  const kinds = Object.keys(endpoints) as EventKind[];

  return {
    ...(Object.fromEntries(kinds.map((kind) => [kind, queriesOf(kind)])) as EventQueries),
    baseUrl: transport.baseUrl,
    raw: createClient<paths>({
      baseUrl: transport.baseUrl,
      Request: TransportRequest,
      fetch: (request) => transport.fetch(request),
    }),
  };
}
