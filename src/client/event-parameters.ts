import { Np6ConfigError } from "../errors.ts";
import { type Instant, shown, toWireInstant } from "./instants.ts";

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

/** Which events a query asks for, and how to call it off. */
export interface EventQueryOptions extends EventQueryParameters {
  /** Ends the query: it fails with the signal's reason, and the connection is freed. Default: none. */
  signal?: AbortSignal | undefined;
}

/** The API documents the id as an int32. */
const maxId = 2_147_483_647;

/**
 * Checks the arguments of an event request before anything is sent.
 *
 * @param id - Id of the notification.
 * @returns The query as it is sent.
 * @throws {@link Np6ConfigError} naming the parameter, the value and what is expected.
 */
export function checkEventParameters(
  id: number,
  {
    start,
    end,
    sort,
    signal,
    ...others
  }: EventQueryParameters & { readonly signal?: AbortSignal | undefined } = {},
): Record<string, string> {
  if (!Number.isInteger(id) || id < 0 || id > maxId) {
    throw new Np6ConfigError(`id: ${shown(id)} is not an integer from 0 to ${maxId}.`);
  }
  for (const name in others) {
    throw new Np6ConfigError(`${shown(name)} is no query parameter; there are start, end, sort and signal.`);
  }
  if (sort !== undefined && sort !== "asc" && sort !== "desc") {
    throw new Np6ConfigError(`sort: ${shown(sort)} is neither "asc" nor "desc".`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new Np6ConfigError("`signal` must be an AbortSignal.");
  }
  const from = start === undefined ? undefined : toWireInstant(start, "start");
  const to = end === undefined ? undefined : toWireInstant(end, "end");
  if (from && to && from.epochMs > to.epochMs) {
    throw new Np6ConfigError(`start: ${from.wire} is after end: ${to.wire}.`);
  }
  return { ...(from && { start: from.wire }), ...(to && { end: to.wire }), ...(sort && { sort }) };
}
