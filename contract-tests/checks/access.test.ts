import { expect, test } from "vitest";
import type { ProbeResult } from "../engine/probe-result.ts";
import { eventsAt, fakeContext, resultOf, settings } from "../testing/fake-context.ts";
import { accessChecks } from "./access.ts";

function judge(
  id: string,
  responses: Readonly<Record<string, ProbeResult>>,
  changes: Partial<typeof settings> = {},
) {
  const context = { ...fakeContext(responses), settings: { ...settings, ...changes } };
  return accessChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const ascending = resultOf({ json: eventsAt(2_000_000, 3_000_000) });
const nothing = resultOf({ json: [] });

test.each([400, 401, 404, 499])("a bad value may be rejected with %i", (status) => {
  expect(judge("sort-unknown", { ascending, "sort-unknown": resultOf({ status }) })).toEqual([]);
});

test.each([
  [{ status: 399 }, "status 399"],
  [{ status: 500 }, "status 500"],
  [{ json: eventsAt(2_000_000, 3_000_000) }, "status 200 with 2 events"],
  [{ json: {} }, "status 200, body not-an-array"],
])("a bad value must not get the response %j", (response, actual) => {
  const result = resultOf(response);
  expect(judge("sort-unknown", { ascending, "sort-unknown": result })).toMatchObject([{ actual }]);
});

test("an empty response to a bad value counts as ignoring it only if the window has events", () => {
  expect(judge("sort-unknown", { ascending, "sort-unknown": nothing })).toEqual([]);
  expect(judge("sort-unknown", { ascending: nothing, "sort-unknown": nothing })).toEqual({
    notExercised: "no-events",
  });
  expect(judge("sort-unknown", { ascending, "sort-unknown": nothing }, { stateful: false })).toEqual({
    notExercised: "stateless-target",
  });
});

test.each([
  ["0af9-77", true],
  ["0AF9", true],
  ["0af9-77x", false],
  ["x0af9", false],
  ["0axf9", false],
])(
  "a response to the key %s in the other letter case only refutes an assumption if the key may be a number",
  (apiKey, maybe) => {
    const responses = { "key-other-case": resultOf({ json: eventsAt(1) }) };
    expect(judge("auth-other-case", responses, { apiKey })).toMatchObject([
      { expected: "an error response, 401 or another 4xx", actual: "status 200 with 1 event" },
    ]);
    const [finding] = [judge("auth-other-case", responses, { apiKey })].flatMap((verdict) =>
      verdict && "notExercised" in verdict ? [] : (verdict ?? []),
    );
    expect(finding?.evidence).toBe(maybe ? "assumed" : undefined);
  },
);

const about = (part: "activation" | "execution", id: number, event: object = {}) => ({
  id: `of ${id}`,
  ...event,
  source: { detail: { [part]: { id } } },
});

test("notification 0 may show its own events, and events that name no notification", () => {
  const mail = { id: "mail", source: { type: "email", detail: { activation: { id: "000PE4" } } } };
  const own = [about("activation", 0), about("execution", 0), { id: "nameless" }, mail];
  expect(judge("id-zero", { ascending, "id-zero": resultOf({ json: own }) })).toEqual([]);
});

test.each([
  ["that an activation is of", about("activation", 7)],
  ["that an execution is of", about("execution", 7)],
  ["whose event was shown before", eventsAt(2_000_000)[0]],
  ["whose event was shown before, though it names 0", about("activation", 0, eventsAt(2_000_000)[0])],
])("notification 0 must not show events of another, %s", (_what, foreign) => {
  const result = resultOf({ json: [about("activation", 0), foreign] });
  expect(judge("id-zero", { ascending, "id-zero": result })).toMatchObject([
    { actual: "events of another notification", eventIndex: 1 },
  ]);
});

test("notification 0 may be rejected or show nothing, but needs a response", () => {
  expect(judge("id-zero", { ascending, "id-zero": resultOf({ status: 404 }) })).toEqual([]);
  expect(judge("id-zero", { ascending, "id-zero": nothing })).toEqual([]);
  expect(judge("id-zero", { ascending: nothing, "id-zero": nothing })).toEqual({ notExercised: "no-events" });
  expect(judge("id-zero", { ascending, "id-zero": resultOf({ json: {} }) })).toMatchObject([
    { actual: "status 200, body not-an-array" },
  ]);
});

test.each(["id-leading-zero", "id-decimal"])(
  "%s may be rejected, or show the notification's own events",
  (id) => {
    const own = about("activation", settings.notificationId, { timestamp: 2_000_000 });
    const responses = { ascending: resultOf({ json: [own] }) };
    const verdict = (response: Parameters<typeof resultOf>[0]) =>
      judge(id, { ...responses, [id]: resultOf(response) });
    expect(verdict({ status: 404 })).toEqual([]);
    expect(verdict({ json: [] })).toEqual([]);
    expect(verdict({ json: [own] })).toEqual([]);
    expect(verdict({ status: 500 })).toMatchObject([{ actual: "status 500" }]);
    expect(verdict({ json: [about("activation", 110, { timestamp: 2_000_000 })] })).toMatchObject([
      { code: "foreign-events", eventIndex: 0 },
      { code: "unexpected-events" },
    ]);
  },
);
