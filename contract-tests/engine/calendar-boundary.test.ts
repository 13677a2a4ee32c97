import { expect, test } from "vitest";
import { calendarBoundaryWithin } from "./calendar-boundary.ts";

const day = 86_400_000;

test.each([
  [2024, 27],
  [2025, 26],
  [2026, 25],
  [2027, 31],
])("in October %i European clocks are set back on the %ith, 01:00 UTC", (year, date) => {
  const instant = Date.UTC(year, 9, date, 1);
  expect(calendarBoundaryWithin(instant - day, instant + day)).toBe(instant);
});

test("the beginning of a month comes before a midnight", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 28), Date.UTC(2026, 1, 9))).toBe(Date.UTC(2026, 1, 1));
});

test("the midnight nearest to the middle is taken", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 10, 3), Date.UTC(2026, 0, 14, 3))).toBe(
    Date.UTC(2026, 0, 12),
  );
});

test("events of one day have no calendarBoundary", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 0, 10, 3), Date.UTC(2026, 0, 10, 21))).toBeUndefined();
});

test("a calendarBoundary at the first event does not divide anything", () => {
  expect(calendarBoundaryWithin(Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 1, 8))).toBeUndefined();
});
