import { Np6ConfigError } from "./errors/config-error.ts";
import { type Instant, toWireInstant } from "./instants.ts";

/** The kinds of events: the last segment of their endpoint's path. */
export const eventKinds = ["activations", "executions", "cancellations"] as const;

/** A kind of events. */
export type EventKind = (typeof eventKinds)[number];

/** Which events a query lists, and in which order. */
export interface EventQueryParameters {
  /**
   * Lists events published at this instant or later: `timestamp >= start` (documented by the vendor). Without it, what
   * the server lists is not documented.
   */
  readonly start?: Instant | undefined;
  /** Lists events published before this instant: `timestamp < end` (documented by the vendor), so windows tile. */
  readonly end?: Instant | undefined;
  /**
   * Order by `timestamp`: `asc`, oldest first, or `desc`. Without it the order is not defined and may differ between
   * two identical requests (documented by the vendor).
   */
  readonly sort?: "asc" | "desc" | undefined;
}

/** A query as it is sent. */
export interface WireParameters {
  start?: string;
  end?: string;
  sort?: "asc" | "desc";
}

const names = ["start", "end", "sort"];
const largestId = 2_147_483_647;

/**
 * Checks what a call was given, before anything is sent.
 *
 * @throws Np6ConfigError if the id is no int32 from 0, a bound is no instant, start lies after end, the order is
 *   unknown, or a name is.
 */
export function checkEventParameters(id: number, query: EventQueryParameters): WireParameters {
  if (!Number.isInteger(id) || id < 0 || id > largestId) {
    throw new Np6ConfigError(`id: a notification's id is an integer from 0 to ${largestId}.`);
  }
  const unknown = Object.keys(query).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Np6ConfigError(
      `Unknown in a query: ${unknown.join(", ")}. It has ${names.join(", ")} and signal.`,
    );
  }
  const { start, end, sort } = query;
  const from = start === undefined ? undefined : toWireInstant(start, "start");
  const to = end === undefined ? undefined : toWireInstant(end, "end");
  if (from && to && from.epochMs > to.epochMs) {
    throw new Np6ConfigError(`start, ${from.wire}, lies after end, ${to.wire}; swap them?`);
  }
  if (sort !== undefined && sort !== "asc" && sort !== "desc") {
    throw new Np6ConfigError(`sort: "asc" or "desc", not ${JSON.stringify(sort)}.`);
  }
  return { ...(from && { start: from.wire }), ...(to && { end: to.wire }), ...(sort && { sort }) };
}
