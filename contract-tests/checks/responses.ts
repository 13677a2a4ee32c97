import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, textOf, timestampOf } from "../engine/event.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { grantedIds } from "./window-probes.ts";

/**
 * How long an event may take to show after its publication, before its absence from the first response is taken for a
 * fault of that response. How long it really takes is not stated.
 */
const settleMs = 3_600_000;

/** One event as a response shows it. */
export interface Shown {
  readonly event: unknown;
  readonly result: ProbeResult;
  readonly eventIndex: number;
}

/** Values that are computed from the responses of a context and needed more than once, cached with the context. */
const kept = new WeakMap<EndpointContext, { late?: ReadonlySet<string>; shown?: readonly Shown[] }>();

function keptFor(context: EndpointContext): { late?: ReadonlySet<string>; shown?: readonly Shown[] } {
  const found = kept.get(context) ?? {};
  kept.set(context, found);
  return found;
}

/** The answers that hold events, whatever their window. */
export function granted(context: EndpointContext): readonly ProbeResult[] {
  return context.made(grantedIds).filter(isUsable);
}

/** Every event that some response shows, once for each way in which it is written. */
export function shownEvents(context: EndpointContext): readonly Shown[] {
  const memory = keptFor(context);
  memory.shown ??= distinct(granted(context));
  return memory.shown;
}

function distinct(results: readonly ProbeResult[]): Shown[] {
  const texts = new Map<string, Shown>();
  const seen = new Set<unknown>();
  for (const result of results) {
    for (const [eventIndex, event] of eventsIn(result).entries()) {
      // Most responses show the same events, and the results of an endpoint share them.
      if (seen.has(event)) continue;
      seen.add(event);
      const text = textOf(event) ?? identityOf(event);
      if (!texts.has(text)) texts.set(text, { event, result, eventIndex });
    }
  }
  return [...texts.values()];
}

/**
 * The events of a response without those that arrived while the run went on. When they come is not promised, so only the check
 * that compares the first response with the last speaks of them.
 */
export function eventsOf(context: EndpointContext, result: ProbeResult): readonly unknown[] {
  const late = lateArrivals(context);
  const events = eventsIn(result);
  return late.size === 0 ? events : events.filter((event) => !late.has(identityOf(event)));
}

/** Identities of the events that {@link eventsOf} leaves out. */
export function lateArrivals(context: EndpointContext): ReadonlySet<string> {
  const memory = keptFor(context);
  memory.late ??= findLateArrivals(context);
  return memory.late;
}

function findLateArrivals(context: EndpointContext): ReadonlySet<string> {
  const [first, last] = [context.made(["ascending"])[0], context.made(["repeated"])[0]];
  if (!first || !last || !isUsable(first) || !isUsable(last)) return new Set();
  const known = new Set(eventsIn(first).map(identityOf));
  const added = eventsIn(last).filter((event) => !known.has(identityOf(event)));
  const isYoung = (event: unknown) => (timestampOf(event) ?? 0) >= context.window.end - settleMs;
  const stays = added.every(isYoung) ? undefined : arrivals(context);
  return new Set(added.filter((event) => isYoung(event) || stays?.(event)).map(identityOf));
}

/**
 * Whether an event arrived and stayed, however old it is: two responses or more that had to show it did not, and from then on
 * all did. A server that loses an event now and then does not do that.
 */
function arrivals(context: EndpointContext): (event: unknown) => boolean {
  const responses = [...granted(context)]
    .sort((one, other) => one.exchange.sentAt - other.exchange.sentAt)
    .map((result) => ({ asked: result.asked, shown: new Set(eventsIn(result).map(identityOf)) }));
  return (event) => {
    const timestamp = timestampOf(event) ?? Number.NaN;
    const isShown = responses
      .filter(({ asked: { start = -Infinity, end = Infinity } }) => timestamp >= start && timestamp < end)
      .map(({ shown }) => shown.has(identityOf(event)));
    const from = isShown.indexOf(true);
    return from >= 2 && from <= isShown.length - 2 && isShown.slice(from).every(Boolean);
  };
}

/** Why responses of this endpoint cannot be compared at all; `undefined` when they can. */
export function incomparable(context: EndpointContext): ReturnType<typeof notExercised> | undefined {
  const base = context.get("ascending");
  if (!isUsable(base)) return notExercised("base-response-unusable");
  const { start, end } = context.window;
  const showsAny = shownEvents(context).some(({ event }) => {
    const timestamp = timestampOf(event);
    return timestamp !== undefined && timestamp >= start && timestamp < end;
  });
  return showsAny ? undefined : notExercised("no-events");
}
