import { type Check, type Finding, notExercised } from "../engine/check.ts";
import { timestampOf } from "../engine/event.ts";
import type { Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";
import { exactly, incomparable, unusable } from "./compare.ts";

const row = { needsState: true, evidence: "documented", pointer: "#/components/parameters/sort" } as const;

const timestamps = (observation: Observation): number[] =>
  (observation.events ?? []).flatMap((event) => timestampOf(event) ?? []);

function monotone(scene: Scene, id: string, direction: 1 | -1): ReturnType<Check["judge"]> {
  const observation = scene.get(id);
  const broken = unusable(observation, "a list of events");
  if (broken) return [broken];
  const times = timestamps(observation);
  if (times.length === 0) return notExercised("no-events");
  if (new Set(times).size < 2) return notExercised("one-timestamp");
  const eventIndex = times.findIndex((time, i) => i > 0 && (time - (times[i - 1] ?? time)) * direction < 0);
  if (eventIndex < 0) return [];
  const expected = direction === 1 ? "each timestamp >= the one before" : "each timestamp <= the one before";
  return [{ expected, actual: "the order breaks", observation, eventIndex, pointer: "/timestamp" }];
}

/** The answer in this order holds the very events of the ascending one. */
function sameEvents(scene: Scene, id: string): ReturnType<Check["judge"]> {
  return incomparable(scene) ?? exactly(scene, scene.get(id), scene.window);
}

function tied(observation: Observation): Map<number, number> {
  const counts = new Map<number, number>();
  for (const time of timestamps(observation)) counts.set(time, (counts.get(time) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** What `sort` promises. The order of ties is not stated, so none is demanded. */
export const orderChecks: readonly Check[] = [
  {
    ...row,
    id: "sort-asc",
    title: "with sort=asc no event is older than the one before it",
    needs: ["ascending"],
    judge: (scene) => monotone(scene, "ascending", 1),
  },
  {
    ...row,
    id: "sort-desc",
    title: "with sort=desc no event is younger than the one before it",
    needs: ["descending"],
    judge: (scene) => monotone(scene, "descending", -1),
  },
  {
    ...row,
    id: "sort-asc-permutation",
    title: "sort=asc answers the very events that an unsorted request does",
    needs: ["ascending", "unsorted"],
    judge: (scene) => sameEvents(scene, "unsorted"),
  },
  {
    ...row,
    id: "sort-desc-permutation",
    title: "sort=desc answers the very events that sort=asc does",
    needs: ["ascending", "descending"],
    judge: (scene) => sameEvents(scene, "descending"),
  },
  {
    ...row,
    id: "sort-mirror",
    title: "sort=desc is sort=asc read backwards, ties aside",
    needs: ["ascending", "descending"],
    judge: (scene) => {
      const problem = incomparable(scene);
      if (problem) return problem;
      const observation = scene.get("descending");
      const ascending = timestamps(scene.get("ascending"));
      const mirrored = timestamps(observation).reverse();
      const at = ascending.findIndex((time, i) => mirrored[i] !== time);
      if (at < 0 && mirrored.length === ascending.length) return [];
      return [{ expected: "the timestamps of sort=asc in reverse", actual: "another sequence", observation }];
    },
  },
  {
    ...row,
    id: "ties-kept",
    title: "events that share a timestamp are all answered, in every order",
    needs: ["ascending", "descending", "unsorted"],
    judge: (scene) => {
      const problem = incomparable(scene);
      if (problem) return problem;
      const answers = [scene.get("ascending"), scene.get("descending"), scene.get("unsorted")];
      const most = new Map<number, number>();
      for (const answer of answers) {
        for (const [time, count] of tied(answer)) most.set(time, Math.max(count, most.get(time) ?? 0));
      }
      if (most.size === 0) return notExercised("no-ties");
      return answers.flatMap((observation): Finding[] => {
        const ties = tied(observation);
        const lost = [...most].filter(([time, count]) => (ties.get(time) ?? 0) < count);
        if (lost.length === 0) return [];
        const expected = "as many events at each timestamp as the other orders show";
        return [{ expected, actual: `fewer at ${lost.length} timestamps`, observation }];
      });
    },
  },
];
