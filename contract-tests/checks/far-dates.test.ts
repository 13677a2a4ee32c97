import { expect, test } from "vitest";
import { eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { farDateChecks, leapDayBefore } from "./far-dates.ts";

const [early, late] = eventsAt(2_000_000, 8_000_000);
const ascending = resultOf({ json: [early, late] });
const rejected = resultOf({ status: 400 });

function judge(id: string, responses: Parameters<typeof fakeContext>[0]) {
  const context = fakeContext({ ascending, ...responses });
  return farDateChecks.find((check) => check.id === id)?.judge(context, [context]);
}

test.each([
  ["2026-01-28T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ["2024-02-29T00:00:00Z", "2020-02-29T00:00:00.000Z"],
  ["2024-02-29T00:00:01Z", "2024-02-29T00:00:00.000Z"],
  ["2103-06-01T00:00:00Z", "2096-02-29T00:00:00.000Z"],
])("the last 29 February before %s is %s", (instant, day) => {
  expect(new Date(leapDayBefore(Date.parse(instant))).toISOString()).toBe(day);
});

test.each([
  ["date-start-far-past", "start-far-past", { start: -1000, end: 5_000_000 }, [early]],
  ["date-end-far-future", "end-far-future", { start: 5_000_000, end: 2 ** 41 }, [late]],
])("%s: an accepted date must return exactly the events of its window", (check, id, asked, events) => {
  expect(judge(check, { [id]: resultOf({ json: events, asked }) })).toEqual([]);
  expect(judge(check, { [id]: resultOf({ json: [], asked }) })).toMatchObject([{ code: "missing-events" }]);
  expect(judge(check, { [id]: resultOf({ status: 400, asked }) })).toEqual([]);
  expect(judge(check, { [id]: resultOf({ status: 500, asked }) })).toMatchObject([{ code: "no-event-list" }]);
});

test.each([
  ["date-end-far-past", "end-far-past", { end: 0 }],
  ["date-start-far-future", "start-far-future", { start: 2 ** 41 }],
])("%s: a window beyond all events is empty or rejected", (check, id, asked) => {
  expect(judge(check, { [id]: resultOf({ json: [], asked }) })).toEqual([]);
  expect(judge(check, { [id]: resultOf({ json: [early], asked }) })).toMatchObject([
    { code: "unexpected-events" },
  ]);
  expect(judge(check, { [id]: resultOf({ status: 422, asked }) })).toEqual([]);
});

test("29 February may be rejected only if an earlier date is rejected", () => {
  const asked = { start: 0, end: 5_000_000 };
  const accepted = resultOf({ json: [early], asked });
  const verdict = (day: typeof accepted, past: typeof accepted) =>
    judge("date-leap-day", { "start-leap-day": day, "start-far-past": past });
  expect(verdict(accepted, accepted)).toEqual([]);
  expect(verdict(rejected, accepted)).toMatchObject([{ code: "no-event-list", actual: "status 400" }]);
  expect(verdict(rejected, rejected)).toEqual({ notExercised: "far-date-rejected" });
  expect(verdict(accepted, rejected)).toEqual([]);
});
