import { recordedIds } from "../checks/probe-ids.ts";
import { eventsOf, lateArrivals } from "../checks/responses.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import type { Asked } from "../engine/exchange.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { type Factor, plannedFactors } from "./factors.ts";

/*
 * What the diagnosis knows of each request of a run.
 *
 * Checks compare with the response to the whole window in ascending order. When that one is wrong, every sound response
 * departs from it, so the diagnosis asks all of them: an event is taken to exist when two responses show it, or the only
 * one that could. A response then lacks some of those within its bounds, and shows some beyond them.
 */

/** A request of the run with its factors. */
export interface Request {
  readonly context: EndpointContext;
  readonly result: ProbeResult;
  readonly factors: readonly Factor[];
  /** Whether it asks for events with the real key and in a way that every server must understand. */
  readonly isSound: boolean;
  /** Whether it is known what to expect of its response. */
  readonly isJudged: boolean;
  /** How its list of events departs from what its bounds admit; `undefined` where it has none or asks for none. */
  readonly listing: Listing | undefined;
  /** The request whose response checks compare this one's with. */
  readonly base: Request | undefined;
}

/** A list of events, held against its bounds. Times in epoch milliseconds, ascending. */
export interface Listing {
  /** Times of all events that exist on the endpoint. */
  readonly known: readonly number[];
  /** Times of the events that the bounds admit. */
  readonly due: readonly number[];
  readonly missing: readonly number[];
  /** Times of the events shown although they lie before `start`, and at or after `end`. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Times of events that no other response shows. */
  readonly strange: readonly number[];
  /** Times of the events that are due and shown, ascending. */
  readonly kept: readonly number[];
  /** Times of all events shown, in their order. */
  readonly shown: readonly number[];
}

/** Reads the requests of a run, in the order in which they were sent. */
export function readRequests(contexts: readonly EndpointContext[]): readonly Request[] {
  const addresses = new Set<string>();
  const bases = new Map<EndpointContext, Request>();
  return contexts
    .flatMap((context) => {
      const known = knownEvents(context);
      return context.all().map((result) => ({ context, result, known }));
    })
    .sort((a, b) => a.result.position - b.result.position)
    .map(({ context, result, known }) => {
      const { plan, target } = result.exchange;
      const repeated = addresses.has(target);
      addresses.add(target);
      const planned = plannedFactors(plan, result.asked);
      const isSound = asksSoundly(planned);
      const listing =
        isSound && isUsable(result) ? readListing(eventsOf(context, result), result.asked, known) : undefined;
      const { start = -Infinity, end = Infinity } = result.asked;
      const dueNone = isSound && known.size > 0 && ![...known.values()].some((t) => t >= start && t < end);
      const factors: Factor[] = [
        ["endpoint", context.kind],
        ...planned,
        ...(dueNone ? [["window", "without-events"] as const] : []),
        ...(repeated ? [["address", "repeated"] as const] : []),
      ];
      const isJudged = isSound && !recordedIds.some((id) => id === result.id);
      const request: Request = {
        context,
        result,
        factors,
        isSound,
        isJudged,
        listing,
        base: bases.get(context),
      };
      if (result.id === "ascending") bases.set(context, request);
      return request;
    });
}

const unsound: ReadonlySet<string> = new Set(["id", "key", "path", "method"]);

function asksSoundly(factors: readonly Factor[]): boolean {
  return !factors.some(
    ([name, value]) =>
      unsound.has(name) ||
      ((name === "startForm" || name === "endForm") && isNoDate(value)) ||
      (name === "order" && (value === "unknown" || value === "empty")),
  );
}

function isNoDate(form: unknown): boolean {
  return form === "unreadable" || form === "impossible" || form === "empty";
}

/** The times of the events that exist on an endpoint, by their identity. */
function knownEvents(context: EndpointContext): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const shown = new Map<string, number>();
  const usable = context
    .all()
    .filter((result) => isUsable(result) && asksSoundly(plannedFactors(result.exchange.plan, result.asked)));
  for (const result of usable) {
    for (const identity of new Set(eventsIn(result).map(identityOf)))
      shown.set(identity, (shown.get(identity) ?? 0) + 1);
    for (const event of eventsIn(result)) {
      const time = timestampOf(event);
      if (time !== undefined && !times.has(identityOf(event))) times.set(identityOf(event), time);
    }
  }
  const admitting = (time: number) =>
    usable.filter(({ asked: { start = -Infinity, end = Infinity } }) => time >= start && time < end).length;
  // No response before an event arrived lacks it.
  const late = lateArrivals(context);
  return new Map(
    [...times].filter(
      ([identity, time]) => !late.has(identity) && ((shown.get(identity) ?? 0) > 1 || admitting(time) < 2),
    ),
  );
}

function readListing(
  events: readonly unknown[],
  { start = -Infinity, end = Infinity }: Asked,
  known: ReadonlyMap<string, number>,
): Listing {
  const identities = new Set(events.map(identityOf));
  const ascending = (times: readonly number[]) => times.toSorted((a, b) => a - b);
  const all = [...known];
  const shown = events.flatMap((event) => timestampOf(event) ?? []);
  const listed = all.filter(([identity]) => identities.has(identity)).map(([, time]) => time);
  return {
    known: ascending(all.map(([, time]) => time)),
    due: ascending(all.map(([, time]) => time).filter((time) => time >= start && time < end)),
    missing: ascending(
      all
        .filter(([identity, time]) => time >= start && time < end && !identities.has(identity))
        .map(([, t]) => t),
    ),
    kept: ascending(listed.filter((time) => time >= start && time < end)),
    before: ascending(listed.filter((time) => time < start)),
    after: ascending(listed.filter((time) => time >= end)),
    strange: ascending(
      events.filter((event) => !known.has(identityOf(event))).flatMap((event) => timestampOf(event) ?? []),
    ),
    shown,
  };
}
