import { identityOf, textOf, timestampOf } from "../engine/event.ts";
import { eventsIn, isUsable, type Observation } from "../engine/observation.ts";
import { notExercised } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";
import { grantedIds } from "./window-probes.ts";

/**
 * How long an event may take to show after its publication, before its absence from the first answer is taken for a
 * fault of that answer. How long it really takes is not stated.
 */
const settleMs = 3_600_000;

/** One event as an answer shows it. */
export interface Shown {
  readonly event: unknown;
  readonly observation: Observation;
  readonly eventIndex: number;
}

/** What is read off the answers of a scene more than once, kept for as long as the scene is. */
const kept = new WeakMap<Scene, { late?: ReadonlySet<string>; shown?: readonly Shown[] }>();

function keptFor(scene: Scene): { late?: ReadonlySet<string>; shown?: readonly Shown[] } {
  const found = kept.get(scene) ?? {};
  kept.set(scene, found);
  return found;
}

/** The answers that hold events, whatever their window. */
export function granted(scene: Scene): readonly Observation[] {
  return scene.made(grantedIds).filter(isUsable);
}

/** Every event that some answer shows, once for each way in which it is written. */
export function shownEvents(scene: Scene): readonly Shown[] {
  const memory = keptFor(scene);
  memory.shown ??= distinct(granted(scene));
  return memory.shown;
}

function distinct(observations: readonly Observation[]): Shown[] {
  const texts = new Map<string, Shown>();
  const seen = new Set<unknown>();
  for (const observation of observations) {
    for (const [eventIndex, event] of eventsIn(observation).entries()) {
      // Most answers show the same events, and an endpoint's observations share them.
      if (seen.has(event)) continue;
      seen.add(event);
      const text = textOf(event) ?? identityOf(event);
      if (!texts.has(text)) texts.set(text, { event, observation, eventIndex });
    }
  }
  return [...texts.values()];
}

/**
 * The events of an answer without those that were published while the run went on: young, not in the first answer, but
 * in the last. When they come is not promised, so only the check that compares the first with the last speaks of them.
 */
export function eventsOf(scene: Scene, observation: Observation): readonly unknown[] {
  const late = lateArrivals(scene);
  const events = eventsIn(observation);
  return late.size === 0 ? events : events.filter((event) => !late.has(identityOf(event)));
}

/** Identities of the events that {@link eventsOf} leaves out. */
export function lateArrivals(scene: Scene): ReadonlySet<string> {
  const memory = keptFor(scene);
  memory.late ??= findLateArrivals(scene);
  return memory.late;
}

function findLateArrivals(scene: Scene): ReadonlySet<string> {
  const [first, last] = [scene.made(["ascending"])[0], scene.made(["repeated"])[0]];
  if (!first || !last || !isUsable(first) || !isUsable(last)) return new Set();
  const known = new Set(eventsIn(first).map(identityOf));
  const young = eventsIn(last).filter((event) => (timestampOf(event) ?? 0) >= scene.window.end - settleMs);
  return new Set(young.map(identityOf).filter((identity) => !known.has(identity)));
}

/** Why answers of this endpoint cannot be compared at all; `undefined` when they can. */
export function incomparable(scene: Scene): ReturnType<typeof notExercised> | undefined {
  const base = scene.get("ascending");
  if (!isUsable(base)) return notExercised("base-answer-unusable");
  const { start, end } = scene.window;
  const showsAny = shownEvents(scene).some(({ event }) => {
    const timestamp = timestampOf(event);
    return timestamp !== undefined && timestamp >= start && timestamp < end;
  });
  return showsAny ? undefined : notExercised("no-events");
}
