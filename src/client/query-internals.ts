import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import type { RequestBudget } from "../transport/request-budget.ts";
import type { EventsResponse } from "./read-events.ts";

/** What following, sync and the command line may ask of a query and a user may not. */
export interface QueryInternals {
  /** What the attempts of the query wait for, in place of the client's own `maxRequestsPerSecond`. */
  readonly budget?: RequestBudget;
  /** Changes how the events of the response are read. */
  readonly read?: <E>(response: EventsResponse<E>) => EventsResponse<E>;
}

/**
 * Where the options of a query hold its internals. Registered, because the client may come from another copy of the
 * package.
 */
const key = Symbol.for("np6-query-internals");

/** The internals that a query was given with its options. */
export function internalsOf(options: object): QueryInternals {
  return (options as { readonly [key]?: QueryInternals })[key] ?? {};
}

/** A method of a client that makes a query. */
type Ask<Query> = (id: number, options: object) => Query;

/** A client like another one, of which each query has these internals. */
export function withInternals<C extends Readonly<Record<EventKind, unknown>>>(
  client: C,
  internals: QueryInternals,
): C {
  const queries = eventKinds.map((kind) => {
    const ask = client[kind] as Ask<unknown>;
    return [
      kind,
      (id: number, options: object = {}) =>
        ask(id, { ...options, [key]: { ...internalsOf(options), ...internals } }),
    ];
  });
  return { ...client, ...Object.fromEntries(queries) };
}
