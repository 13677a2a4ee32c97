import { type Finding, notExercised, type Verdict } from "../engine/check.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import { isUsable, type Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";

/** A half-open window; a bound that was not sent is `undefined`. */
export interface Bounds {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** How many events have each identity: an answer as a multiset, so that a lost or doubled event shows. */
export function countByIdentity(events: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const identity = identityOf(event);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

/** Events of the ascending answer that lie within bounds. */
export function expectedWithin(
  scene: Scene,
  { start = -Infinity, end = Infinity }: Bounds,
): readonly unknown[] {
  return (scene.get("ascending").events ?? []).filter((event) => {
    const timestamp = timestampOf(event);
    return timestamp !== undefined && timestamp >= start && timestamp < end;
  });
}

/** Why answers of this endpoint cannot be compared at all; `undefined` when they can. */
export function incomparable(scene: Scene): ReturnType<typeof notExercised> | undefined {
  const base = scene.get("ascending");
  if (!isUsable(base)) return notExercised("base-answer-unusable");
  return base.events?.length === 0 ? notExercised("no-events") : undefined;
}

/** A finding for an answer that is no list of events at all, where one was due. */
export function unusable(observation: Observation, expected: string): Finding | undefined {
  if (isUsable(observation)) return undefined;
  const { status, failure } = observation.exchange;
  return {
    expected,
    actual: status === undefined ? `no answer: ${failure?.message}` : describe(observation),
    observation,
  };
}

/** An answer that is no list of events, in a few words. */
export function describe({ exchange, fault }: Observation): string {
  return `status ${exchange.status}${fault === undefined ? "" : `, body ${fault}`}`;
}

const instant = (ms: number | undefined): string => (ms === undefined ? "?" : new Date(ms).toISOString());

/** Events of an answer that lie outside its bounds. */
export function outside(observation: Observation, { start, end }: Bounds): Finding[] {
  return (observation.events ?? []).flatMap((event, eventIndex) => {
    const timestamp = timestampOf(event);
    if (timestamp === undefined) return [];
    const at = { observation, eventIndex, pointer: "/timestamp" };
    if (start !== undefined && timestamp < start)
      return {
        ...at,
        expected: "every timestamp >= start",
        actual: `${instant(timestamp)}, start is ${instant(start)}`,
      };
    if (end !== undefined && timestamp >= end)
      return {
        ...at,
        expected: "every timestamp < end",
        actual: `${instant(timestamp)}, end is ${instant(end)}`,
      };
    return [];
  });
}

/** Events that the bounds admit and the ascending answer shows, but this answer lacks. */
export function missing(scene: Scene, observation: Observation, bounds: Bounds): Finding[] {
  const counts = countByIdentity(observation.events ?? []);
  const lost = expectedWithin(scene, bounds).filter((event) => {
    const left = counts.get(identityOf(event)) ?? 0;
    counts.set(identityOf(event), left - 1);
    return left <= 0;
  });
  const first = lost[0];
  if (first === undefined) return [];
  const timestamp = timestampOf(first);
  const where = timestamp === bounds.start ? " exactly at start" : "";
  return [
    {
      expected: "every event of the window that the whole window's answer shows",
      actual: `${lost.length} missing, the first at ${instant(timestamp)}${where}`,
      observation,
    },
  ];
}

/** Events of this answer, within the whole window, that the ascending answer does not show. */
export function unexpected(scene: Scene, observation: Observation): Finding[] {
  const known = countByIdentity(scene.get("ascending").events ?? []);
  const { start, end } = scene.window;
  const extra = (observation.events ?? []).filter((event) => {
    const timestamp = timestampOf(event);
    if (timestamp === undefined || timestamp < start || timestamp >= end) return false;
    const left = known.get(identityOf(event)) ?? 0;
    known.set(identityOf(event), left - 1);
    return left <= 0;
  });
  const first = extra[0];
  if (first === undefined) return [];
  return [
    {
      expected: "no event that the whole window's answer does not show",
      actual: `${extra.length} more, the first at ${instant(timestampOf(first))}`,
      observation,
    },
  ];
}

/** All of the above: the answer is exactly what the bounds admit. */
export function exactly(scene: Scene, observation: Observation, bounds: Bounds): Finding[] {
  const broken = unusable(observation, "a list of events");
  if (broken) return [broken];
  return [
    ...outside(observation, bounds),
    ...missing(scene, observation, bounds),
    ...unexpected(scene, observation),
  ];
}

/** Judges a window answer against its bounds, once both it and the base can be compared. */
export function judgeWindow(scene: Scene, id: string, bounds: Bounds): Verdict {
  return incomparable(scene) ?? exactly(scene, scene.get(id), bounds);
}
