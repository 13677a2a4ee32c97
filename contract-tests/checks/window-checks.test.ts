import { expect, test } from "vitest";
import type { Observation } from "../engine/observation.ts";
import type { Pivots } from "../engine/pivots.ts";
import { eventsAt, observationOf, sceneOf } from "../testing/fake-scene.ts";
import { windowChecks } from "./window-checks.ts";

const times = [2_000_000, 3_000_500, 4_000_000, 5_000_700, 6_000_000, 7_000_900];
const events = times.map((timestamp) => ({
  id: `event-${timestamp}`,
  timestamp,
  source: { detail: { activation: { stamp: { time: timestamp - 2_000_000 } } } },
}));
const listed = (list: readonly unknown[]) => observationOf({ json: list });
const ascending = listed(events);
const pivots = sceneOf({ ascending }).pivots() as Pivots;
const between = (start: number, end: number) =>
  events.filter(({ timestamp }) => timestamp >= start && timestamp < end);

/** Every answer as it should be. */
const sound: Readonly<Record<string, Observation>> = {
  ascending,
  "window-at-utc": listed(between(pivots.lower, pivots.upper)),
  "window-after-utc": listed(between(pivots.lower + 1, pivots.upper + 1)),
  "tile-before": listed(between(0, pivots.seam)),
  "tile-after": listed(between(pivots.seam, 9_000_000)),
};

function judge(id: string, changes: Readonly<Record<string, Observation>> = {}) {
  const scene = sceneOf({ ...sound, ...changes });
  return windowChecks.find((check) => check.id === id)?.judge(scene, [scene]);
}

test.each([
  ["window-start", "window-at-utc", pivots.lower - 1],
  ["window-start", "window-after-utc", pivots.lower],
  ["window-start", "tile-after", pivots.seam - 1],
  ["window-start", "ascending", 999_999],
  ["window-end", "window-at-utc", pivots.upper],
  ["window-end", "window-after-utc", pivots.upper + 1],
  ["window-end", "tile-before", pivots.seam],
  ["window-end", "ascending", 9_000_000],
])("%s looks into %s", (id, answer, timestamp) => {
  const observation = listed([...(sound[answer]?.events ?? []), ...eventsAt(timestamp)]);
  expect(judge(id)).toEqual([]);
  expect(judge(id, { [answer]: observation })).toMatchObject([{ observation, pointer: "/timestamp" }]);
});

test("an event in both of two adjoining windows is told by its place in the second", () => {
  const [twice] = between(pivots.seam, 9_000_000);
  const before = listed([...(sound["tile-before"]?.events ?? []), twice]);
  expect(judge("window-tiling")).toEqual([]);
  expect(judge("window-tiling", { "tile-before": before })).toContainEqual(
    expect.objectContaining({ actual: "an event is in both", eventIndex: 0 }),
  );
});

test("one event that was stamped before the window and published in it shows which of the two counts", () => {
  const due = between(pivots.lower, pivots.upper);
  expect(judge("window-on-publication")).toEqual([]);
  expect(judge("window-on-publication", { "window-at-utc": listed(due.slice(1)) })).toEqual([]);
  expect(judge("window-on-publication", { "window-at-utc": listed([]) })).toMatchObject([
    { actual: "all 2 of them are missing" },
  ]);
});

test.each([
  [{ status: 400 }, []],
  [{ status: 499 }, []],
  [{ json: [] }, []],
  [{ status: 399 }, [{ actual: "status 399" }]],
  [{ status: 500 }, [{ actual: "status 500" }]],
  [{ json: {} }, [{ actual: "status 200, body not-an-array" }]],
  [{ json: eventsAt(2_000_000) }, [{ actual: "1 event" }]],
])("an empty window answered with %j is told as it should be", (answer, findings) => {
  const verdict = judge("window-empty", { "empty-window": observationOf(answer) });
  expect(verdict).toHaveLength(findings.length);
  expect(verdict).toMatchObject(findings);
});
