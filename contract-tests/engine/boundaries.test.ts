import fc from "fast-check";
import { expect, test } from "vitest";
import { eventsAt, resultOf } from "../testing/fake-context.ts";
import { type Boundaries, calendarBoundaryWithin, chooseBoundaries } from "./boundaries.ts";

const window = { start: 1_000_000, end: 9_000_000 };

function boundariesOf(...timestamps: readonly number[]): Boundaries {
  const boundaries = chooseBoundaries(resultOf({ json: eventsAt(...timestamps) }), window);
  if ("notExercised" in boundaries) throw new Error(boundaries.notExercised);
  return boundaries;
}

const early = [2_000_000, 3_000_000];
const later = [5_000_000, 6_000_000];

test("a tie is a boundary, because it shows lost ties, even if a single event has the more precise time", () => {
  const tie = [3_600_120, 3_600_120];
  const { points } = boundariesOf(...early, 3_500_777, ...tie, 4_000_000, ...later);
  expect(points.tie.lower).toBe(3_600_120);
});

test("a single event with milliseconds is another boundary, even if a tie lies on a whole second", () => {
  const tie = [3_600_000, 3_600_000];
  const { points } = boundariesOf(...early, 3_500_777, ...tie, 4_000_000, ...later);
  expect(points.tie.lower).toBe(3_600_000);
  expect(points.single.lower).toBe(3_500_777);
});

test("a whole second is a third boundary, preferably one with a tie", () => {
  const tie = [3_600_000, 3_600_000];
  const { points } = boundariesOf(...early, 3_500_000, 3_550_777, 3_550_777, ...tie, ...later, 7_000_000);
  expect(points["whole-second"].lower).toBe(3_600_000);
});

test("among single events, one whose time is not round is preferred", () => {
  const { points } = boundariesOf(...early, 3_500_120, 3_600_123, ...later);
  expect(points.tie.lower).toBe(3_600_123);
  expect(points.single.lower).toBe(3_600_123);
});

test("one timestamp gives a window of one millisecond", () => {
  const { points } = boundariesOf(2_000_001, 2_000_001);
  expect(points.tie).toEqual({ lower: 2_000_001, upper: 2_000_002, late: 2_000_001, early: 2_000_001 });
});

test("two timestamps bound a window, and a request with start alone still shows both", () => {
  const { points } = boundariesOf(2_000_000, 3_000_000);
  expect(points.tie).toMatchObject({ lower: 2_000_000, upper: 3_000_000, late: 2_000_000 });
});

test("without events the boundaries divide the window, so that parts of it are still requested", () => {
  const { points, calendarBoundary } = boundariesOf();
  expect(calendarBoundary).toBe(5_000_000);
  for (const { late, early } of Object.values(points))
    expect([late, early]).toEqual([window.start, window.end]);
});

test("events outside the window, or at an instant that cannot be written, are not boundaries", () => {
  expect(boundariesOf(1, 1e18, -5, window.end)).toEqual(boundariesOf());
});

test("an unusable response gives no boundaries", () => {
  expect(chooseBoundaries(resultOf({ status: 500 }), window)).toEqual({
    notExercised: "base-response-unusable",
  });
});

test("boundaries always are in order, at events, inside the window", () => {
  const timestamps = fc.array(fc.integer({ min: window.start, max: window.end - 1 }), { minLength: 1 });
  fc.assert(
    fc.property(timestamps, (times) => {
      for (const points of Object.values(boundariesOf(...times).points)) {
        expect(points.lower).toBeLessThan(points.upper);
        for (const name of ["lower", "late", "early"] as const) expect(times).toContain(points[name]);
        if (new Set(times).size > 1) {
          expect(times).toContain(points.upper);
          expect(times.some((time) => time > points.late)).toBe(true);
        }
      }
    }),
  );
});

const day = 86_400_000;

test.each([
  [2024, 27],
  [2025, 26],
  [2026, 25],
  [2027, 31],
])("in October %i European clocks go back on the %ith, 01:00 UTC", (year, date) => {
  const instant = Date.UTC(year, 9, date, 1);
  expect(calendarBoundaryWithin(instant - day, instant + day)).toBe(instant);
});

test("the beginning of a month comes before a midnight", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 28), Date.UTC(2026, 1, 9))).toBe(Date.UTC(2026, 1, 1));
});

test("the midnight nearest to the middle is chosen", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 10, 3), Date.UTC(2026, 0, 14, 3))).toBe(
    Date.UTC(2026, 0, 12),
  );
});

test("events of one day have no calendar boundary", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 10, 3), Date.UTC(2026, 0, 10, 21))).toBeUndefined();
});

test("a calendar boundary at the first event is not used, because it divides nothing", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 1, 8))).toBeUndefined();
});
