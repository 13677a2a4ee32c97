import { Np6ConfigError } from "./errors/config-error.ts";
import { type Instant, shown, toWireInstant } from "./instants.ts";

/** The kinds of events that the API publishes about a notification, in its own order. */
export const eventKinds = ["activations", "executions", "cancellations"] as const;

/** A kind of events: one endpoint each. */
export type EventKind = (typeof eventKinds)[number];

/** Which events to read, and in which order. The meanings are the vendor's, as its API reference documents them. */
export interface EventQueryParameters {
  /**
   * Only events whose `timestamp`, that is their publication, is **at or after** this.
   *
   * @default undefined - not sent; what the API then starts with is not documented.
   */
  readonly start?: Instant | undefined;
  /**
   * Only events whose `timestamp` is **before** this: windows that share an edge neither overlap nor leave a gap.
   *
   * @default undefined - not sent; no documented end.
   */
  readonly end?: Instant | undefined;
  /**
   * Order by `timestamp`.
   *
   * @default undefined - not sent; events are then unordered, and may come in another order each time.
   */
  readonly sort?: "asc" | "desc" | undefined;
}

/** Parameters of a request, checked and as they are sent. */
export interface CheckedEventParameters {
  readonly id: number;
  readonly start?: string;
  readonly end?: string;
  readonly sort?: "asc" | "desc";
}

/** `signal` belongs to the call, not to the query, but is passed with it. */
const knownKeys = ["start", "end", "sort", "signal"];
/** The API documents the id as an int32. */
const maxId = 2_147_483_647;

/**
 * Checks the parameters of an event request before anything is sent.
 *
 * @param id - Id of the notification.
 * @throws {@link Np6ConfigError} naming the parameter, the value and what is expected.
 */
export function checkEventParameters(
  id: number,
  query: EventQueryParameters & { readonly signal?: unknown } = {},
): CheckedEventParameters {
  if (!Number.isInteger(id) || id < 0 || id > maxId) {
    throw new Np6ConfigError(`id: ${shown(id)} is not an integer from 0 to ${maxId}.`);
  }
  const unknownKey = Object.keys(query).find((key) => !knownKeys.includes(key));
  if (unknownKey !== undefined) {
    throw new Np6ConfigError(
      `${shown(unknownKey)} is no query parameter; there are start, end, sort and signal.`,
    );
  }
  const { sort } = query;
  if (sort !== undefined && sort !== "asc" && sort !== "desc") {
    throw new Np6ConfigError(`sort: ${shown(sort)} is neither "asc" nor "desc".`);
  }
  const start = query.start === undefined ? undefined : toWireInstant(query.start, "start");
  const end = query.end === undefined ? undefined : toWireInstant(query.end, "end");
  if (start && end && start.epochMs > end.epochMs) {
    throw new Np6ConfigError(`start: ${start.wire} is after end: ${end.wire}.`);
  }
  return { id, ...(start && { start: start.wire }), ...(end && { end: end.wire }), ...(sort && { sort }) };
}
