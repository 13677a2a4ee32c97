import { expect, test } from "vitest";
import type { ProbeResult } from "../engine/probe-result.ts";
import { eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { orderChecks } from "./order.ts";

function judge(id: string, responses: Readonly<Record<string, ProbeResult>>) {
  const context = fakeContext(responses);
  return orderChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const sorted = (sort: "asc" | "desc", times: readonly number[]) =>
  resultOf({ json: eventsAt(...times), asked: { sort } });
const second = 1000;

test("the first event in the wrong direction breaks an order, and ties do not", () => {
  expect(
    judge("sort-asc", {
      ascending: sorted(
        "asc",
        [1, 1, 3, 4].map((s) => s * second),
      ),
    }),
  ).toEqual([]);
  expect(
    judge("sort-asc", {
      ascending: sorted(
        "asc",
        [1, 3, 2, 1].map((s) => s * second),
      ),
    }),
  ).toMatchObject([
    {
      expected: "each timestamp >= the one before",
      actual: "1970-01-01T00:00:02.000Z after 1970-01-01T00:00:03.000Z",
      eventIndex: 2,
    },
  ]);
  expect(judge("sort-desc", { descending: sorted("desc", [4, 3, 3, 1]) })).toEqual([]);
  expect(
    judge("sort-desc", {
      descending: sorted(
        "desc",
        [4, 1, 2, 3].map((s) => s * second),
      ),
    }),
  ).toMatchObject([
    {
      expected: "each timestamp <= the one before",
      actual: "1970-01-01T00:00:02.000Z after 1970-01-01T00:00:01.000Z",
      eventIndex: 2,
    },
  ]);
});

test("the event that breaks an order is counted among all events, with or without a timestamp", () => {
  const [one, three, two] = eventsAt(1000, 3000, 2000);
  const ascending = resultOf({ json: [{ id: "a" }, one, { id: "b" }, three, two], asked: { sort: "asc" } });
  expect(judge("sort-asc", { ascending })).toMatchObject([{ eventIndex: 4 }]);
});

test("responses in another order, or in none, are not judged", () => {
  const others = { descending: sorted("desc", [2, 1]), unsorted: resultOf({ json: eventsAt(2, 1) }) };
  expect(judge("sort-asc", others)).toEqual({ notExercised: "no-events" });
  expect(judge("sort-asc", { ...others, ascending: sorted("asc", [1, 2]) })).toEqual([]);
});

test("events of one timestamp show no order", () => {
  expect(judge("sort-asc", { ascending: sorted("asc", [1, 1]) })).toEqual({ notExercised: "one-timestamp" });
  expect(judge("sort-asc", { ascending: sorted("asc", []) })).toEqual({ notExercised: "no-events" });
});

const [a, b, c] = eventsAt(2_000_000, 3_000_000, 4_000_000);
const [x, y] = eventsAt(5_000_000, 5_000_000);
const listed = (...json: readonly unknown[]) => resultOf({ json });

test("the mirror compares what both responses show, except for ties", () => {
  const ascending = listed(a, b, c, x, y);
  expect(judge("sort-mirror", { ascending, descending: listed() })).toEqual({
    notExercised: "base-response-unusable",
  });
  expect(judge("sort-mirror", { ascending: listed(x, y), descending: listed(y, x) })).toEqual({
    notExercised: "one-timestamp",
  });
  expect(judge("sort-mirror", { ascending, descending: listed(x, y, c, b, a) })).toEqual([]);
  expect(judge("sort-mirror", { ascending, descending: listed(y, c, a) })).toEqual([]);
  expect(judge("sort-mirror", { ascending, descending: listed(x, y, b, c, a) })).toMatchObject([
    {
      actual:
        "1970-01-01T01:06:40.000Z, counted from its end event 1, where sort=asc has 1970-01-01T00:50:00.000Z",
    },
  ]);
});

test("a tie that one order shows must be complete in the others", () => {
  const [ascending, unsorted, torn] = [listed(a, x, y), listed(y, a, x), listed(x, a)];
  expect(judge("ties-kept", { ascending, descending: ascending, unsorted })).toEqual([]);
  expect(judge("ties-kept", { ascending, descending: torn, unsorted })).toMatchObject([
    { result: torn, actual: "fewer at 1 timestamps" },
  ]);
  expect(judge("ties-kept", { ascending: torn, descending: ascending, unsorted })).toMatchObject([
    { result: torn },
  ]);
  expect(judge("ties-kept", { ascending: torn, descending: torn, unsorted: torn })).toEqual({
    notExercised: "no-ties",
  });
});

test.each(["sort-mirror", "ties-kept", "sort-asc-permutation", "sort-desc-permutation"])(
  "%s is not exercised with a broken response or without events",
  (id) => {
    const [broken, empty] = [resultOf({ status: 500 }), listed()];
    const others = { descending: listed(a), unsorted: listed(a) };
    expect(judge(id, { ascending: broken, ...others })).toEqual({ notExercised: "base-response-unusable" });
    expect(judge(id, { ascending: empty, descending: empty, unsorted: empty })).toEqual({
      notExercised: "no-events",
    });
  },
);

test("each order must have exactly the events of the others", () => {
  const whole = { ascending: listed(a, b), descending: listed(b, a), unsorted: listed(b, a) };
  expect(judge("sort-asc-permutation", whole)).toEqual([]);
  expect(judge("sort-desc-permutation", whole)).toEqual([]);
  expect(judge("sort-asc-permutation", { ...whole, unsorted: listed(a) })).toHaveLength(1);
  expect(judge("sort-desc-permutation", { ...whole, descending: listed(a) })).toHaveLength(1);
});
