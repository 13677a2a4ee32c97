import { notExercised } from "./check.ts";
import { timestampOf } from "./event.ts";
import { isUsable, type Observation } from "./observation.ts";
import type { Reason } from "./reasons.ts";

/** Instants at which events were published, to aim the bounds of a window at: the place where servers err. */
export interface Pivots {
  /** An event's own timestamp, with events before it where there are any. */
  readonly lower: number;
  /** A later one, or one millisecond later where all events share one. */
  readonly upper: number;
  /** The newest distinct timestamp but one, or the only one: keeps a window without `end` small. */
  readonly late: number;
  /** The oldest distinct timestamp but one, or the only one: keeps a window without `start` small. */
  readonly early: number;
  /** Whole seconds around or at events, for the date form that cannot say milliseconds. */
  readonly wholeLower: number;
  readonly wholeUpper: number;
}

/** Chooses the pivots from the events of the ascending answer. */
export function choosePivots(ascending: Observation): Pivots | { readonly notExercised: Reason } {
  if (!isUsable(ascending)) return notExercised("base-answer-unusable");
  const counts = new Map<number, number>();
  for (const event of ascending.events ?? []) {
    const timestamp = timestampOf(event);
    if (timestamp !== undefined) counts.set(timestamp, (counts.get(timestamp) ?? 0) + 1);
  }
  const distinct = [...counts.keys()].sort((a, b) => a - b);
  const first = distinct[0];
  if (first === undefined) return notExercised("no-events");
  const last = distinct.at(-1) ?? first;
  // A tie whose time is not a whole second shows most: lost ties, and bounds rounded to seconds.
  const telling = (timestamp: number) => (counts.get(timestamp) ?? 0) * 2 + (timestamp % 1000 === 0 ? 0 : 1);
  const mostTelling = (from: number, to: number) =>
    distinct.slice(from, to).reduce((a, b) => (telling(b) > telling(a) ? b : a), distinct[from] ?? first);
  const third = Math.floor(distinct.length / 3);
  const lower = mostTelling(third, Math.max(2 * third, third + 1));
  const upper =
    distinct.length === 1
      ? first + 1
      : mostTelling(Math.max(2 * third, distinct.indexOf(lower) + 1), distinct.length);
  const whole = distinct.filter((timestamp) => timestamp % 1000 === 0);
  const wholeLower = whole[Math.floor(whole.length / 3)] ?? Math.floor(lower / 1000) * 1000;
  return {
    lower,
    upper,
    late: distinct.at(-2) ?? first,
    early: distinct[1] ?? last,
    wholeLower,
    wholeUpper: whole.find((timestamp) => timestamp > wholeLower) ?? (Math.floor(last / 1000) + 1) * 1000,
  };
}
