import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import type { RequestBudget } from "../transport/request-budget.ts";
import type { EventsResponse } from "./read-events.ts";

/** Options of a query for following, sync and the command line, which are not public. */
export interface QueryInternals {
  /** The budget that the query's attempts wait for, instead of the client's own `maxRequestsPerSecond`. */
  readonly budget?: RequestBudget;
  /** Changes how the events of the response are read. */
  readonly read?: <E>(response: EventsResponse<E>) => EventsResponse<E>;
}

/**
 * The key of the internals in the options of a query. A registered symbol, because the client may come from another
 * copy of the package.
 */
const key = Symbol.for("np6-query-internals");

/** The internals in the options of a query. */
export function internalsOf(options: object): QueryInternals {
  return (options as { readonly [key]?: QueryInternals })[key] ?? {};
}

/** A copy of a client whose queries all have these internals. */
export function withInternals<C extends Readonly<Record<EventKind, unknown>>>(
  client: C,
  internals: QueryInternals,
): C {
  const queries = eventKinds.map((kind) => {
    const ask = client[kind] as (id: number, options: object) => unknown;
    return [
      kind,
      (id: number, options: object = {}) =>
        ask(id, { ...options, [key]: { ...internalsOf(options), ...internals } }),
    ];
  });
  return { ...client, ...Object.fromEntries(queries) };
}
