import type { EventKind } from "../shared/event-kinds.ts";
import type { TransportOptions } from "../transport/index.ts";
import type { StandardSchema } from "../validate/standard-schema.ts";
import type { EventQueryParameters } from "./event-parameters.ts";

/** How a client works. */
export interface Np6ClientOptions extends TransportOptions {
  /**
   * Checks each event as it comes, before it is handed out: `eventValidator` of `np6-notification-events/validate`, or
   * any synchronous Standard Schema. It sees the value that came, unknown kinds included; what it makes of it is not
   * used. An event that it refuses ends the answer with an `Np6ValidationError`, which quotes no value: of the issues
   * of another library it has the place alone. An asynchronous one is refused at the first event. Default: none.
   */
  validator?: StandardSchema | undefined;
  /**
   * Called for each event that is handed out as unknown, as soon as it is read, which may be before the events in
   * front of it are consumed. An error that it throws is not swallowed: it ends the answer. The `logger` gets the first
   * of each answer as a warning. Default: none.
   */
  onUnknownEvent?: ((notice: UnknownEventNotice) => void) | undefined;
}

/** Where an event came that this version does not know. Nothing of what it holds, which may be personal data. */
export interface UnknownEventNotice {
  /** Kind of events that was asked for. */
  readonly kind: EventKind;
  /** Position of the event in the answer, from 0. */
  readonly index: number;
}

/** Which events a query asks for, and how to call it off. */
export interface EventQueryOptions extends EventQueryParameters {
  /** Ends the query: it fails with the signal's reason, and the connection is freed. Default: none. */
  signal?: AbortSignal | undefined;
}
