import { expect, test } from "vitest";
import type { Boundaries } from "../engine/boundaries.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { asking, eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { windowChecks } from "./window.ts";
import { hasBothBounds, type WindowRow, windowIds } from "./window-plan.ts";

const times = [2_000_000, 3_000_500, 4_000_000, 5_000_700, 6_000_000, 7_000_900];
const events = times.map((timestamp) => ({
  id: `event-${timestamp}`,
  timestamp,
  source: { detail: { activation: { stamp: { time: timestamp - 2_000_000 } } } },
}));
const listed = (list: readonly unknown[]) => resultOf({ json: list });
const ascending = listed(events);
const { points, calendarBoundary } = fakeContext({ ascending }).boundaries() as Boundaries;
const { lower, upper } = points.tie;
const between = (start: number, end: number) =>
  events.filter(({ timestamp }) => timestamp >= start && timestamp < end);

const responseTo = (start: number, end: number) => asking({ start, end }, listed(between(start, end)));

/** Planned requests of the endpoint: with both bounds as dates, and with either alone. */
const plannedId = (isAbout: (row: WindowRow) => boolean) => windowIds(isAbout, ["activations"])[0] ?? "";
const both = plannedId(
  (row) => hasBothBounds(row) && !row.form.startsWith("epoch-ms") && row.form !== "short-fraction",
);
const startAlone = plannedId(({ form, end }) => end === "none" && !form.startsWith("epoch-ms"));
const endAlone = plannedId(({ form, start }) => start === "none" && !form.startsWith("epoch-ms"));

/** Every response as it should be. */
const sound: Readonly<Record<string, ProbeResult>> = {
  ascending,
  [both]: responseTo(lower, upper),
  [startAlone]: responseTo(lower, Infinity),
  [endAlone]: responseTo(-Infinity, upper),
  "tile-before": responseTo(1_000_000, calendarBoundary),
  "tile-after": responseTo(calendarBoundary, 9_000_000),
};

/** The response to a request of {@link sound}, with other events. */
const respondWith = (id: string, list: readonly unknown[]) => asking(sound[id]?.asked ?? {}, listed(list));

function judge(id: string, changes: Readonly<Record<string, ProbeResult>> = {}) {
  const context = fakeContext({ ...sound, ...changes });
  return windowChecks.find((check) => check.id === id)?.judge(context, [context]);
}

test.each([
  ["window-start", both, lower - 1],
  ["window-start", startAlone, lower - 1],
  ["window-start", "tile-after", calendarBoundary - 1],
  ["window-start", "ascending", 999_999],
  ["window-end", both, upper],
  ["window-end", endAlone, upper],
  ["window-end", "tile-before", calendarBoundary],
  ["window-end", "ascending", 9_000_000],
])("%s fails on a foreign event in %s", (id, response, timestamp) => {
  const result = respondWith(response, [...(sound[response]?.events ?? []), ...eventsAt(timestamp)]);
  expect(judge(id)).toEqual([]);
  expect(judge(id, { [response]: result })).toMatchObject([{ result, pointer: "/timestamp" }]);
});

test("a finding about an event in both of two adjacent windows has its place in the second", () => {
  const [twice] = between(calendarBoundary, 9_000_000);
  const before = respondWith("tile-before", [...(sound["tile-before"]?.events ?? []), twice]);
  expect(judge("window-tiling")).toEqual([]);
  expect(judge("window-tiling", { "tile-before": before })).toContainEqual(
    expect.objectContaining({ actual: "an event is in both", eventIndex: 0 }),
  );
});

test("one event that was stamped before the window and published in it decides the check", () => {
  const due = between(lower, upper);
  expect(judge("window-on-publication")).toEqual([]);
  expect(judge("window-on-publication", { [both]: respondWith(both, due.slice(1)) })).toEqual([]);
  expect(judge("window-on-publication", { [both]: respondWith(both, []) })).toMatchObject([
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
])("the response %j to an empty window gives the expected finding", (response, findings) => {
  const verdict = judge("window-empty", { "empty-window": resultOf(response) });
  expect(verdict).toHaveLength(findings.length);
  expect(verdict).toMatchObject(findings);
});

test("a check is not exercised if one of its planned requests could not be sent", () => {
  const context = {
    ...fakeContext(sound),
    unmade: (id: string) => (id === both ? ("rate-limited" as const) : undefined),
  };
  const check = windowChecks.find(({ id }) => id === "window-both");
  expect(check?.judge(context, [context])).toEqual({ notExercised: "rate-limited" });
});
