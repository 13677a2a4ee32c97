import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../generated/types.d.ts";
import type { EventQueryOptions, Np6ClientOptions } from "./client-options.ts";
import { Np6ConfigError } from "./errors/index.ts";
import { checkEventParameters, type EventKind } from "./event-parameters.ts";
import { createEventQuery, type EventQuery, type OpenAnswer } from "./event-query.ts";
import {
  type Activation,
  type Cancellation,
  type Execution,
  isActivation,
  isCancellation,
  isExecution,
  type UnknownEvent,
} from "./events.ts";
import { recogniser } from "./recognise.ts";
import { sentKeys } from "./sent-keys.ts";
import { createTransport, requestId, TransportRequest } from "./transport/index.ts";
import { eventCheck } from "./validate/check-event.ts";

/** The three kinds of events of a notification, each as a query that is sent when it is used. */
export interface Np6Client {
  /**
   * Events of a notification that was sent to a contact.
   *
   * @param id Id of the notification: an integer from 0 to 2,147,483,647 (documented by the vendor as int32).
   * @param query Window and order. Without it, which events the server lists is not documented.
   * @throws Np6ConfigError if an argument can't be sent. What a query fails with later: {@link EventQuery}.
   */
  activations(id: number, query?: EventQueryOptions): EventQuery<Activation | UnknownEvent>;
  /** Events of a send that the platform took. Arguments and errors as of {@link Np6Client.activations}. */
  executions(id: number, query?: EventQueryOptions): EventQuery<Execution | UnknownEvent>;
  /** Events of a send that was dropped. Arguments and errors as of {@link Np6Client.activations}. */
  cancellations(id: number, query?: EventQueryOptions): EventQuery<Cancellation | UnknownEvent>;
  /** Where the API is, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * The way out of this interface: the client of openapi-fetch over the same transport, with its types and its manners.
   * An answer of any status resolves to `{ data, error, response }`, and its body is read whole. Its middleware does not
   * touch the queries.
   */
  readonly raw: Client<paths>;
}

/**
 * Makes a client. It sends nothing by itself.
 *
 * ```ts
 * const np6 = createNp6Client({ apiKey: process.env["NP6_API_KEY"] });
 * const events = await np6.activations(156, { start: "2026-11-01T00:00:00Z", end: new Date(), sort: "asc" });
 * ```
 *
 * @throws Np6ConfigError if the key is missing or an option is out of range, and in a browser without
 *   `dangerouslyAllowBrowser`.
 */
export function createNp6Client(options: Np6ClientOptions): Np6Client {
  const { apiKey, mayShow } = sentKeys(options.apiKey);
  const transport = createTransport({ ...options, apiKey });
  const { onUnknownEvent, logger } = options;
  const check = eventCheck(options.validator);
  const shared = { baseUrl: transport.baseUrl, Request: TransportRequest };
  const raw = createClient<paths>({ ...shared, fetch: (request) => transport.fetch(request) });
  // A client of its own, for openapi-fetch would read the body of a refusal to its end, however long.
  const strict = createClient<paths>({
    ...shared,
    async fetch(request) {
      const response = await transport.fetch(request);
      if (!response.ok) throw await transport.httpError(request, response);
      return response;
    },
  });

  const queries =
    <E>(kind: EventKind, isKnown: (value: unknown) => value is E) =>
    (id: number, { signal, ...parameters }: EventQueryOptions = {}): EventQuery<E | UnknownEvent> => {
      const { id: checked, ...query } = checkEventParameters(id, parameters);
      const params = { path: { id: checked }, query };
      if (signal !== undefined && typeof signal?.addEventListener !== "function") {
        throw new Np6ConfigError("`signal` must be an AbortSignal.");
      }
      async function send(): Promise<OpenAnswer<E | UnknownEvent>> {
        const { data, response } = await strict.GET(`/notifications/{id}/events/${kind}`, {
          params,
          parseAs: "stream",
          signal: signal ?? null,
        });
        const trace = requestId(response);
        const suffix = trace && mayShow(trace) ? ` (request id ${trace})` : "";
        const describe = (text: string): string =>
          `GET /notifications/${id}/events/${kind}: ${mayShow(text) ? text : "the answer is not what was asked for"}${suffix}`;
        const recognise = recogniser({ kind, isKnown, check, onUnknownEvent, logger, describe });
        return { response, body: data, signal, recognise, describe };
      }
      return createEventQuery(send, signal);
    };

  return {
    activations: queries("activations", isActivation),
    executions: queries("executions", isExecution),
    cancellations: queries("cancellations", isCancellation),
    baseUrl: transport.baseUrl,
    raw,
  };
}
