import { expect, test } from "vitest";
import type { Finding } from "../engine/check.ts";
import type { RequestPlan } from "../engine/exchange.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { asking, eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { exactly } from "./compare.ts";
import { eventsOf, incomparable, lateArrivals, shownEvents } from "./responses.ts";

const [a, b, c] = eventsAt(2_000_000, 3_000_000, 4_000_000);
const listed = (json: readonly unknown[], query: RequestPlan["query"] = []) =>
  resultOf({ json, plan: { query } });
const expectations = (findings: readonly Finding[]) => findings.map(({ expected }) => expected);

const late = { id: "late", timestamp: 8_999_000 };
const old = { id: "old", timestamp: 2_500_000 };

test("an event published during the run is neither missing nor unexpected", () => {
  const window = listed([a, b, late]);
  const context = fakeContext({ ascending: listed([a, b]), window, repeated: listed([a, b, late]) });
  expect(exactly(context, window)).toEqual([]);
  expect(eventsOf(context, window)).toEqual([a, b]);
});

test("an old event is late if it arrived between responses that had to show it, and stayed", () => {
  const [without, withOld] = [listed([a, b]), listed([a, old, b])];
  const narrow = asking({ start: 2_600_000 }, without);
  const lateAmong = (...between: readonly ProbeResult[]) => {
    const ids = ["unsorted", "descending", "compressed"];
    const others = Object.fromEntries(between.map((result, index) => [ids[index], result]));
    return [...lateArrivals(fakeContext({ ascending: without, ...others, repeated: withOld }))];
  };
  expect(lateAmong(without, withOld)).toEqual(["old"]);
  expect(lateAmong(without, narrow, withOld)).toEqual(["old"]);
  expect(lateAmong(withOld, withOld), "the first response alone lost it").toEqual([]);
  expect(lateAmong(narrow, withOld), "no second response had to show it").toEqual([]);
  expect(lateAmong(without, without), "the last response alone shows it").toEqual([]);
  expect(lateAmong(without, withOld, without), "it came and went").toEqual([]);
});

test("an old event that all responses but the first show is not late", () => {
  const window = listed([a, old, b]);
  const context = fakeContext({ ascending: listed([a, b]), window, repeated: listed([a, old, b]) });
  expect(expectations(exactly(context, window))).toEqual([
    "only events that the response to the whole window shows",
  ]);
});

test("a recent event that the last response lacks is not late", () => {
  const window = listed([a, b, late]);
  const context = fakeContext({ ascending: listed([a, b]), window, repeated: listed([a, b]) });
  expect(exactly(context, window)).toHaveLength(1);
});

test("an event beyond all others, on the side without a bound, only refutes an assumption", () => {
  const bounds = { start: 2_000_000 };
  const near = listed([a, b]);
  const context = fakeContext({ ascending: listed([a, b, c]), near });
  expect(exactly(context, asking(bounds, near))).toMatchObject([{ evidence: "assumed" }]);
  const gap = listed([a, c]);
  expect(exactly(context, asking(bounds, gap))[0]?.evidence).toBeUndefined();
  expect(exactly(context, asking(bounds, listed([])))[0]?.evidence).toBeUndefined();
});

test("an event beyond all others with end alone only refutes an assumption", () => {
  const context = fakeContext({ ascending: listed([a, b, c]) });
  expect(exactly(context, asking({ end: 5_000_000 }, listed([c])))).toMatchObject([{ evidence: "assumed" }]);
  expect(exactly(context, asking({ end: 5_000_000 }, listed([a, c])))[0]?.evidence).toBeUndefined();
});

test("any finding with a numeric bound only refutes an assumption", () => {
  const response = listed([a, b, c], [["start", "2000001"]]);
  const context = fakeContext({ ascending: listed([a, b, c]), response });
  expect(exactly(context, asking({ start: 2_000_001 }, response))).toMatchObject([{ evidence: "assumed" }]);
});

test("an event at start is inside, one at end is outside, and so is one before start", () => {
  const context = fakeContext({ ascending: listed([a, b, c]) });
  expect(exactly(context, asking({ start: 2_000_000, end: 4_000_000 }, listed([a, b])))).toEqual([]);
  expect(exactly(context, asking({ start: 2_000_000, end: 4_000_000 }, listed([a, b, c])))).toMatchObject([
    { expected: "every timestamp < end", eventIndex: 2 },
  ]);
  expect(exactly(context, asking({ start: 2_000_001, end: 4_000_000 }, listed([a, b])))).toMatchObject([
    { expected: "every timestamp >= start", eventIndex: 0 },
  ]);
});

test("a lost tie and a duplicate event are found, although each id is known", () => {
  const [x, y] = eventsAt(2_000_000, 2_000_000);
  const context = fakeContext({ ascending: listed([x, y, b]) });
  expect(expectations(exactly(context, listed([x, b])))).toEqual([
    "every event that the response to the whole window shows in this window",
  ]);
  expect(expectations(exactly(context, listed([x, y, y, b])))).toEqual([
    "only events that the response to the whole window shows",
  ]);
});

test("an invalid timestamp does not stop the judgment", () => {
  const strange = { id: "strange", timestamp: 1e300 };
  const response = listed([a, strange]);
  const context = fakeContext({ ascending: listed([a]), response });
  expect(exactly(context, response)).toMatchObject([{ actual: expect.stringContaining("1e+300") }]);
});

test("an endpoint that has events only in a part of the window can be compared", () => {
  const part = listed([a]);
  expect(incomparable(fakeContext({ ascending: listed([]), "tile-after": part }))).toBeUndefined();
  expect(incomparable(fakeContext({ ascending: listed([]) }))).toEqual({ notExercised: "no-events" });
  for (const timestamp of [999_999, 9_000_000, undefined]) {
    const outside = listed([{ id: "x", timestamp }]);
    expect(incomparable(fakeContext({ ascending: listed([]), "tile-after": outside }))).toEqual({
      notExercised: "no-events",
    });
  }
});

test("each event is listed once for each form in which it was sent", () => {
  const changed = { ...a, kind: "other" };
  const [ascending, descending] = [listed([a, b]), listed([b, changed])];
  const context = fakeContext({ ascending, unsorted: listed([b, a]), descending });
  expect(shownEvents(context)).toEqual([
    { event: a, result: ascending, eventIndex: 0 },
    { event: b, result: ascending, eventIndex: 1 },
    { event: changed, result: descending, eventIndex: 1 },
  ]);
});

test("values that many judgments read from a context are computed once", () => {
  const context = fakeContext({ ascending: listed([a]), repeated: listed([a, late]) });
  expect(shownEvents(context)).toBe(shownEvents(context));
  expect(lateArrivals(context)).toBe(lateArrivals(context));
});

test("an event is late if it is less than an hour old, and if both responses can be read", () => {
  const window = { start: 0, end: 9_000_000 };
  const lateIn = (first: ProbeResult, last: ProbeResult) => [
    ...lateArrivals(fakeContext({ ascending: first, repeated: last }, { window })),
  ];
  const [young, older] = [
    { id: "young", timestamp: 5_400_000 },
    { id: "older", timestamp: 5_399_999 },
  ];
  expect(lateIn(listed([]), listed([young, older, { id: "without a time" }]))).toEqual(["young"]);
  expect(lateIn(resultOf({ status: 500 }), listed([young]))).toEqual([]);
  expect(lateIn(listed([]), resultOf({ status: 500, json: [young] }))).toEqual([]);
});

test("a failed response shows no events", () => {
  const context = fakeContext({ ascending: listed([a]), unsorted: resultOf({ status: 500, json: [b] }) });
  expect(shownEvents(context).map(({ event }) => event)).toEqual([a]);
});
