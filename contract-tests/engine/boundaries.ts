import { timestampOf } from "./event.ts";
import { eventsIn, isUsable, type ProbeResult } from "./probe-result.ts";
import { type NotExercised, notExercised } from "./reasons.ts";

/*
 * How the bounds of windows are chosen.
 *
 * A server that is wrong about a bound is wrong about the events at it: it includes the event at `end`, drops the one at
 * `start`, or rounds to seconds. A window with arbitrary bounds shows none of that, because no event lies on them. So the
 * suite first asks for the whole window in ascending order and chooses its boundaries from the timestamps in the response:
 * a request bounded by such a timestamp, and the same one millisecond later, must differ by exactly the events published
 * at it.
 *
 * Which mistake shows depends on the event at the bound. A tie shows that one of two events is lost; a bound with
 * milliseconds shows that a server rounds to seconds, but a tie hides it where ties lie on whole seconds; and some servers err
 * on whole seconds alone. So there are boundaries of three kinds, and the plan of requests uses all of them. Each boundary comes
 * from another part of the list (`early` from the second quarter, `lower` from the middle third, `late` from the third quarter,
 * `upper` from the last third), so that there are events on either side of it. `calendarBoundary` is the exception: no
 * event lies on it, but there servers err that think in days, months or local time.
 *
 * Where the response shows no event, the boundaries divide the window instead. An endpoint that shows nothing in a window
 * and something in a part of it must be noticed.
 */

/** The kind of event at a boundary, if there is one: see above. */
export type BoundaryKind = "tie" | "single" | "whole-second";

/** Instants of events to bound windows with, in epoch milliseconds. */
export interface Points {
  /** An event's own timestamp, with events before it where there are any. */
  readonly lower: number;
  /** A later one, or one millisecond later where all events share one. */
  readonly upper: number;
  /** A boundary with events after it, for a window without `end`. */
  readonly late: number;
  /** A boundary with events before it, for a window without `start`. */
  readonly early: number;
}

/** Timestamps to aim the bounds of windows at, in epoch milliseconds. */
export interface Boundaries {
  readonly points: Readonly<Record<BoundaryKind, Points>>;
  /** Where the calendar turns between events, such as at midnight; a tie where it does not. */
  readonly calendarBoundary: number;
  /** When exactly one event was published. */
  readonly single: number | undefined;
  /**
   * The second half of the time from the last event to the end of the window, or else from after one event to the next:
   * nothing was published there. What a server hides at the end of a larger window shows in this one.
   */
  readonly gap: readonly [start: number, end: number] | undefined;
}

/** Chooses the boundaries from the events of the ascending response. */
export function chooseBoundaries(
  ascending: ProbeResult,
  window: { readonly start: number; readonly end: number },
): Boundaries | NotExercised {
  if (!isUsable(ascending)) return notExercised("base-response-unusable");
  const counts = new Map<number, number>();
  for (const event of eventsIn(ascending)) {
    const timestamp = timestampOf(event);
    // An event outside the window is found by its own check, and its time may not be writable as an instant.
    if (timestamp === undefined || timestamp < window.start || timestamp >= window.end) continue;
    counts.set(timestamp, (counts.get(timestamp) ?? 0) + 1);
  }
  const distinct = [...counts.keys()].sort((a, b) => a - b);
  const [first, last] = [distinct[0], distinct.at(-1)];
  if (first === undefined || last === undefined) return divideWindow(window);

  const tied = (timestamp: number) => Math.min(counts.get(timestamp) ?? 0, 2) - 1;
  // Times that are no round numbers show more: bounds rounded to seconds or to hundredths move.
  const precise = (timestamp: number) => (timestamp % 1000 > 0 ? 2 : 0) + (timestamp % 10 > 0 ? 1 : 0);
  const points = {
    tie: choosePoints(distinct, (timestamp) => tied(timestamp) * 4 + precise(timestamp)),
    single: choosePoints(distinct, (timestamp) => precise(timestamp) - tied(timestamp) * 4),
    "whole-second": choosePoints(distinct, (timestamp) => (timestamp % 1000 === 0 ? 2 : 0) + tied(timestamp)),
  };
  return {
    points,
    calendarBoundary: calendarBoundaryWithin(first, last) ?? points.tie.lower,
    single: fromMiddle(distinct).find((timestamp) => counts.get(timestamp) === 1),
    gap: [
      [Math.ceil((last + 1 + window.end) / 2), window.end] as const,
      ...fromMiddle(distinct.slice(1).map((timestamp, i) => [(distinct[i] ?? 0) + 1, timestamp] as const)),
    ].find(([start, end]) => start < end),
  };
}

/** Chooses those of some timestamps, each once and ascending, that score highest in their part of the list. */
function choosePoints(distinct: readonly number[], score: (timestamp: number) => number): Points {
  const last = distinct.at(-1) ?? 0;
  const at = (part: number) => Math.floor(distinct.length * part);
  const choose = (from: number, to: number) => {
    const candidates = distinct.slice(from, Math.max(to, from + 1));
    return candidates.reduce((a, b) => (score(b) > score(a) ? b : a), candidates[0] ?? last);
  };
  const lower = choose(at(1 / 3), at(2 / 3));
  const above = distinct.indexOf(lower) + 1;
  return {
    lower,
    upper: above < distinct.length ? choose(Math.max(at(2 / 3), above), distinct.length) : last + 1,
    // Not the last one where there are two: an order shows only between two.
    late: choose(Math.min(at(1 / 2), Math.max(distinct.length - 2, 0)), at(3 / 4)),
    early: choose(at(1 / 4), at(1 / 2)),
  };
}

/** The middle of a list first: what holds there only by chance is rarer than at its ends. */
function fromMiddle<T>(list: readonly T[]): readonly T[] {
  const middle = Math.floor(list.length / 3);
  return [...list.slice(middle), ...list.slice(0, middle)];
}

/** Boundaries of a window of whose events nothing is known. */
export function divideWindow({ start, end }: { readonly start: number; readonly end: number }): Boundaries {
  const at = (part: number) => Math.floor(start + (end - start) * part);
  const points: Points = { lower: at(1 / 3), upper: at(2 / 3), late: start, early: end };
  return {
    points: { tie: points, single: points, "whole-second": points },
    calendarBoundary: at(1 / 2),
    single: undefined,
    gap: undefined,
  };
}

const dayMs = 86_400_000;

/**
 * An instant at which the calendar turns, after `first` and not after `last`: where servers err that think in local
 * time, in days or in months. The rarest first: 29 February, the hour that European clocks repeat in autumn, the
 * beginning of a month, midnight.
 */
export function calendarBoundaryWithin(first: number, last: number): number | undefined {
  const inside = (instant: number) => instant > first && instant <= last;
  const years = range(new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear());
  const months = years.flatMap((year) => range(0, 11).map((month) => Date.UTC(year, month)));
  const middle = (first + last) / 2;
  const midnight = Math.round(middle / dayMs) * dayMs;
  return [...years.flatMap(leapDay), ...years.map(endOfSummerTime), ...months, midnight].find(inside);
}

/** The beginning of 29 February, in the years that have it. */
export function leapDay(year: number): readonly number[] {
  const day = Date.UTC(year, 1, 29);
  return new Date(day).getUTCDate() === 29 ? [day] : [];
}

/** The last Sunday of October, 01:00 UTC: Paris sets its clocks from 03:00 back to 02:00. */
function endOfSummerTime(year: number): number {
  const lastOfOctober = Date.UTC(year, 9, 31, 1);
  return lastOfOctober - new Date(lastOfOctober).getUTCDay() * dayMs;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
