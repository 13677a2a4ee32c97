import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../../generated/types.d.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import type { TransportOptions } from "../transport/options.ts";
import { prepareGet, TransportRequest } from "../transport/request.ts";
import { createTransport } from "../transport/transport.ts";
import { eventCheck, type StandardSchema } from "../validate/check-event.ts";
import { checkEventParameters, type EventQueryOptions } from "./event-parameters.ts";
import { createEventQuery, type EventQuery } from "./event-query.ts";
import {
  type Activation,
  type Cancellation,
  type Execution,
  isActivation,
  isCancellation,
  isExecution,
  type UnknownEvent,
} from "./events.ts";
import { type EventsResponse, recogniser, type UnknownEventNotice } from "./read-events.ts";

/** How a client works. */
export interface Np6ClientOptions extends TransportOptions {
  /**
   * Checks each event as it comes, before it is delivered: `eventValidator` of `np6-notification-events/validate`, or
   * any synchronous Standard Schema. It sees the value that came, unknown kinds included; what it makes of it is not
   * used. An event that it refuses ends the response with an `Np6ValidationError`, which quotes no value: of the issues
   * of another library it has the place alone. An asynchronous one is refused at the first event. Default: none.
   */
  validator?: StandardSchema | undefined;
  /**
   * Called for each event that is delivered as unknown, as soon as it is read, which may be before the events in
   * front of it are consumed. An error that it throws is not swallowed: it ends the response. The `logger` gets the first
   * of each response as a warning. Default: none.
   */
  onUnknownEvent?: ((notice: UnknownEventNotice) => void) | undefined;
}

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
   * A response of any status resolves to `{ data, error, response }`, and its body is read whole. Its middleware does not
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
  const transport = createTransport(options);
  const { onUnknownEvent, logger } = options;
  const check = eventCheck(options.validator);

  const queries =
    <E>(kind: EventKind, isKnown: (value: unknown) => value is E) =>
    (id: number, options: EventQueryOptions = {}): EventQuery<E | UnknownEvent> => {
      const query = checkEventParameters(id, options);
      const { signal } = options;
      // By hand: openapi-fetch would make a `Request`, and read the body of a refusal to its end, however long.
      const template = `/notifications/{id}/events/${kind}` satisfies keyof paths;
      const request = prepareGet(transport.baseUrl, template.replace("{id}", `${id}`), query, signal);
      async function send(): Promise<EventsResponse<E | UnknownEvent>> {
        const received = await transport.open(request);
        if (!received.response.ok) throw await transport.httpError(received);
        return {
          received,
          recognise: recogniser({ kind, isKnown, check, onUnknownEvent, logger, received }),
        };
      }
      return createEventQuery(send, signal);
    };

  return {
    activations: queries("activations", isActivation),
    executions: queries("executions", isExecution),
    cancellations: queries("cancellations", isCancellation),
    baseUrl: transport.baseUrl,
    raw: createClient<paths>({
      baseUrl: transport.baseUrl,
      Request: TransportRequest,
      fetch: (request) => transport.fetch(request),
    }),
  };
}
