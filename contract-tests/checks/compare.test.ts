import { expect, test } from "vitest";
import type { Asked } from "../engine/exchange.ts";
import { asking, eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { describe, exactly, instant, isAssumed, outside, unexpected } from "./compare.ts";

const text = (body: string) => resultOf({ body: Buffer.from(body) });

test.each([
  [
    "no response: ECONNRESET",
    resultOf({ status: undefined, failure: { kind: "connection", message: "ECONNRESET" } }),
  ],
  ["status 200, body not-json", text("[{")],
  ["status 200, body not-an-array", text("{}")],
  ["status 500", resultOf({ status: 500 })],
  ["status 200 with 1 event", resultOf({ json: eventsAt(1) })],
  ["status 200 with 2 events", resultOf({ json: eventsAt(1, 2) })],
])("an unexpected response is described as %j", (words, result) => {
  expect(describe(result)).toBe(words);
});

test.each([
  [0, "1970-01-01T00:00:00.000Z"],
  [8.64e15, "+275760-09-13T00:00:00.000Z"],
  [8.64e15 + 1024, "8640000000001024"],
  [-8.64e15 - 1024, "-8640000000001024"],
  [undefined, "undefined"],
])("%j is written as an instant if it is one", (ms, words) => {
  expect(instant(ms)).toBe(words);
});

test("a finding outside the window names the bound that it crosses", () => {
  const result = asking(
    { start: 2, end: 3 },
    resultOf({ json: [...eventsAt(1, 2, 3), { id: "without a time" }] }),
  );
  expect(outside(result)).toEqual([
    {
      result,
      eventIndex: 0,
      pointer: "/timestamp",
      code: "before-start",
      expected: "every timestamp >= start",
      actual: "1970-01-01T00:00:00.001Z, start is 1970-01-01T00:00:00.002Z",
    },
    {
      result,
      eventIndex: 2,
      pointer: "/timestamp",
      code: "at-or-after-end",
      expected: "every timestamp < end",
      actual: "1970-01-01T00:00:00.003Z, end is 1970-01-01T00:00:00.003Z",
    },
  ]);
  expect(outside(asking({}, result))).toEqual([]);
});

test("missing events are counted, and those exactly at start have a code of their own", () => {
  const listed = (...times: number[]) => resultOf({ json: eventsAt(...times) });
  const context = fakeContext({ ascending: resultOf({ json: eventsAt(2_000_000, 3_000_000, 4_000_000) }) });
  const actual = (start: number) =>
    exactly(context, asking({ start, end: 5_000_000 }, listed())).map((finding) => finding.actual);
  expect(actual(2_000_000)).toEqual(["3 missing, the first at 1970-01-01T00:33:20.000Z exactly at start"]);
  expect(actual(2_000_001)).toEqual(["2 missing, the first at 1970-01-01T00:50:00.000Z"]);
});

test.each([
  ["a number as a bound", [["start", "2000000"]], { start: 2_000_000 }, 200, true],
  ["an error response of one bound alone", [], { start: 1 }, 400, true],
  ["a failure over one bound alone", [], { start: 1 }, 500, false],
  ["the last error response of one bound alone", [], { end: 1 }, 499, true],
  ["a redirect of one bound alone", [], { end: 1 }, 399, false],
  ["a response to one bound alone", [], { start: 1 }, 200, false],
  ["an error response of both", [], { start: 1, end: 2 }, 400, false],
] as const)(
  "a finding from %s refutes an assumption only if the contract leaves it open",
  (_what, query, asked, status, assumed) => {
    expect(isAssumed(resultOf({ status, plan: { query }, asked }))).toBe(assumed);
  },
);

test("an event outside the whole window, or without a time, does not count as extra", () => {
  const context = fakeContext({ ascending: resultOf({ json: [] }) });
  const extra = (...json: readonly unknown[]) =>
    unexpected(context, resultOf({ json })).map((finding) => finding.actual);
  expect(extra({ id: "x" }, ...eventsAt(999_999, 9_000_000))).toEqual([]);
  expect(extra(...eventsAt(1_000_000, 8_999_999))).toEqual(["2 more, the first at 1970-01-01T00:16:40.000Z"]);
});

test("an event lost among those of one instant does not lie beyond them", () => {
  const [a, b, c] = eventsAt(2_000_000, 2_000_000, 3_000_000);
  const [x, y] = eventsAt(4_000_000, 4_000_000);
  const context = fakeContext({ ascending: resultOf({ json: [a, b, c, x, y] }) });
  const evidence = (json: readonly unknown[], bounds: Asked) =>
    exactly(context, asking(bounds, resultOf({ json }))).map((finding) => finding.evidence);
  expect(evidence([a, b, c, x], { start: 2_000_000 })).toEqual([undefined]);
  expect(evidence([a, b, c], { start: 2_000_000 })).toEqual(["assumed"]);
  expect(evidence([b, c, x, y], { end: 5_000_000 })).toEqual([undefined]);
  expect(evidence([c, x, y], { end: 5_000_000 })).toEqual(["assumed"]);
  expect(evidence([a, b, c], { start: 2_000_000, end: 5_000_000 })).toEqual([undefined]);
});
