import { expect, test } from "vitest";
import type { ProbeResult } from "../engine/probe-result.ts";
import { eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { stabilityChecks } from "./stability.ts";

function judge(id: string, responses: Readonly<Record<string, ProbeResult>>) {
  const context = fakeContext(responses);
  return stabilityChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const failing = (status: number, plan: object = {}, id?: string) =>
  resultOf({ status, plan: { query: [], ...plan } }, id);

test.each([
  ["a failure", failing(500), 1],
  ["a method that is not supported, though it is GET", failing(501), 1],
  ["a probe's method that is not supported", failing(501, { method: "POST" }), 0],
  ["a probe that makes it fail", failing(500, { method: "POST" }), 1],
  ["a status that was asked for", failing(500, { headers: [["prefer", "code=500"]] }), 0],
  ["a failure where nobody knows what to expect", failing(500, {}, "no-window"), 0],
  ["an error response", failing(499), 0],
])("%s gives the expected finding", (_what, result, count) => {
  expect(judge("no-server-error", { ascending: result })).toHaveLength(count);
});

test("only the check of repetition reports a late event", () => {
  const before = eventsAt(2_000_000, 3_000_000);
  const ascending = resultOf({ json: before });
  const repeated = resultOf({ json: [...before, ...eventsAt(8_999_000)] });
  expect(judge("repeat-stable", { ascending, repeated: ascending })).toEqual([]);
  expect(judge("repeat-stable", { ascending, repeated })).toMatchObject([
    {
      expected: "no new event in a window that was read before",
      actual: "1 appeared during the run",
      result: repeated,
    },
  ]);
  expect(judge("repeat-stable", { ascending })).toEqual({ notExercised: "base-response-unusable" });
});

test("a repeated response may lack the oldest events, and no others", () => {
  const events = eventsAt(2_000_000, 3_000_000, 4_000_000);
  const ascending = resultOf({ json: events });
  const lacking = (...shown: number[]) => {
    const repeated = resultOf({ json: events.filter((_, index) => shown.includes(index)) });
    return judge("repeat-stable", { ascending, repeated });
  };
  expect(lacking(1, 2)).toEqual([expect.not.objectContaining({ evidence: "documented" })]);
  for (const shown of [[0, 1], [0, 2], []])
    expect(lacking(...shown)).toMatchObject([{ code: "missing-events", evidence: "documented" }]);
});

test("an event that differs in another response is reported, unless the difference has no meaning", () => {
  const id = "0B6F1C9E-8A53-4D1B-9D51-2A7F3C5E6D70";
  const changed = (event: object) => {
    const ascending = resultOf({ json: [{ id, kind: "open", n: { a: 1, b: [2] } }] });
    return judge("event-stable", { ascending, descending: resultOf({ json: [event] }, "descending") });
  };
  expect(changed({ n: { b: [2], a: 1 }, kind: "open", id: id.toLowerCase() })).toEqual([]);
  expect(changed({ id, kind: "OPEN", n: { a: 1, b: [2] } })).toMatchObject([
    { actual: "it differs from the event in the response ascending", eventIndex: 0 },
  ]);
  expect(changed({ id, kind: "open", n: { a: 1, b: [3] } })).toHaveLength(1);
  expect(judge("event-stable", { ascending: resultOf() })).toEqual({ notExercised: "no-events" });
});
