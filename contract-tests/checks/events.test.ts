import { expect, test } from "vitest";
import type { EventKind } from "../../generated/contract.js";
import type { ProbeResult } from "../engine/probe-result.ts";
import { activationsExample } from "../testing/examples.ts";
import { eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { eventChecks } from "./events.ts";

const inMilliseconds = eventChecks.find(({ id }) => id === "timestamp-in-milliseconds");
const hourMs = 3_600_000;

test("a timestamp is in the future relative to the response, not to the judgment", () => {
  const sentAt = Date.UTC(2026, 0, 1);
  const verdictOn = (timestamp: number) => {
    const context = fakeContext({ ascending: resultOf({ sentAt, json: [{ timestamp }] }) });
    return inMilliseconds?.judge(context, [context]);
  };
  expect(verdictOn(sentAt + 23 * hourMs)).toEqual([]);
  expect(verdictOn(sentAt + 25 * hourMs)).toMatchObject([{ pointer: "/timestamp" }]);
});

test("a finding shows the form of a wrong value and the name of a wrong kind, but nothing of a contact", () => {
  const receiver = { type: "contact", value: { type: "footprint", unicity: 33612345678, hash: null } };
  const activation = { id: 157, version: 5, kind: "application", receiver };
  const source = { type: "notification", detail: { activation } };
  const event = { type: "execution", id: "no uuid", timestamp: 1.5, source };
  const context = fakeContext({ ascending: resultOf({ json: [{ ...event, type: "activation" }, event] }) });
  const actual = (check: string, pointer: string) => {
    const verdict = eventChecks.find(({ id }) => id === check)?.judge(context, [context]) ?? [];
    return "notExercised" in verdict
      ? []
      : verdict.filter((finding) => finding.pointer === pointer).map((finding) => finding.actual);
  };
  expect(actual("endpoint-type", "/type")).toEqual(['"execution"']);
  expect(actual("notification-id-in-detail", "/source/detail/activation/id")).toContain("the number 157");
  expect(actual("event-schema", "/timestamp")).toContain("the number 1.5");
  expect(actual("event-schema", "/id")).toContain("text");
  expect(actual("event-schema", "/source/detail/activation/version")).toContain("integer");
  const value = "/source/detail/activation/receiver/value";
  expect(actual("event-schema", `${value}/unicity`)).toContain("integer");
  expect(actual("event-schema", `${value}/hash`)).toContain("null");
});

const judge = (id: string, responses: Readonly<Record<string, ProbeResult>>, kind?: EventKind) => {
  const context = fakeContext(responses, kind === undefined ? {} : { kind });
  return eventChecks.find((check) => check.id === id)?.judge(context, [context]);
};
/** The verdict on one event. */
const on = (id: string, event: unknown, sentAt = 0) =>
  judge(id, { ascending: resultOf({ json: [event], sentAt }) });
const year2000 = Date.UTC(2000, 0, 1);
const now = Date.UTC(2026, 0, 1);
const stamped = (time: unknown, event: object = {}) => ({
  ...event,
  source: { type: "notification", detail: { activation: { stamp: { time } } } },
});

test.each([
  [year2000, 0],
  [year2000 - 1, 1],
  [now + 24 * hourMs, 0],
  [now + 24 * hourMs + 1, 1],
  [undefined, 0],
])("a timestamp %j gives %i findings", (timestamp, count) => {
  expect(on("timestamp-in-milliseconds", { timestamp }, now)).toHaveLength(count);
});

test.each([
  [Number.MAX_SAFE_INTEGER, 0],
  [Number.MAX_SAFE_INTEGER + 1, 1],
  [-Number.MAX_SAFE_INTEGER - 1, 1],
])("the check finds numbers that parsers read differently: %d", (value, count) => {
  const verdict = on("numbers-exact", { type: "activation", timestamp: value });
  expect(verdict).toHaveLength(count);
  expect(verdict).toMatchObject(count === 0 ? [] : [{ pointer: "/timestamp" }]);
});

test.each([
  ["stamp-in-milliseconds", stamped(year2000), 0],
  ["stamp-in-milliseconds", stamped(year2000 - 1), 1],
  ["stamp-in-milliseconds", stamped("soon"), 0],
  ["stamp-in-milliseconds", {}, 0],
  ["stamp-before-publication", stamped(now, { timestamp: now }), 0],
  ["stamp-before-publication", stamped(now + 1, { timestamp: now }), 1],
  ["stamp-before-publication", stamped(now + 1), 0],
  ["stamp-before-publication", stamped("soon", { timestamp: now }), 0],
  ["stamp-before-publication", { timestamp: now }, 0],
] as const)("%s, given %j, has %i findings", (id, event, count) => {
  expect(on(id, event)).toHaveLength(count);
});

test("only the detail of a notification names one, and a detail without an id is not judged", () => {
  const named = (type: string, detail: object) =>
    on("notification-id-in-detail", { source: { type, detail } });
  expect(named("notification", { activation: { id: 156 }, execution: { id: 156 } })).toEqual([]);
  expect(named("notification", { activation: {} })).toEqual([]);
  expect(named("email", { activation: { id: 7 } })).toEqual([]);
  expect(named("notification", { execution: { id: "7" } })).toMatchObject([
    { pointer: "/source/detail/execution/id", actual: "digits" },
  ]);
});

test("a schema violation has the evidence level of the statement", () => {
  expect(on("event-schema", 7)).toMatchObject([{ actual: "something else", evidence: "documented" }]);
  expect(on("event-schema", {})).toContainEqual(
    expect.objectContaining({ actual: "it is missing", evidence: "assumed" }),
  );
  const [{ timestamp: _, ...event } = { timestamp: 0 }] = activationsExample;
  expect(on("event-schema", { ...event, timestamp: "soon" })).toMatchObject([
    { pointer: "/timestamp", actual: "text", evidence: "documented" },
  ]);
});

test("a missing property refutes an assumption, even if the property itself is documented", () => {
  const [{ timestamp: _, ...event } = { timestamp: 0 }] = activationsExample;
  expect(on("event-schema", event)).toMatchObject([
    { expected: "a property that every event has", actual: "it is missing", evidence: "assumed" },
  ]);
});

test("an event of another endpoint's type is a violation", () => {
  const ascending = resultOf({ json: [{ type: "execution" }] });
  expect(judge("endpoint-type", { ascending }, "executions")).toEqual([]);
  expect(judge("endpoint-type", { ascending }, "activations")).toMatchObject([
    { expected: 'type "activation"', pointer: "/type", eventIndex: 0 },
  ]);
});

test("duplicate ids are counted in each response separately", () => {
  const [a, b, c] = eventsAt(1, 2, 3);
  const listed = (...json: readonly unknown[]) => resultOf({ json });
  expect(judge("id-unique", { ascending: listed(a, b), descending: listed(b, a) })).toEqual([]);
  expect(judge("id-unique", { ascending: listed(a, b, a, c, c, c), unsorted: listed(a, b) })).toMatchObject([
    { actual: "2 of them more than once", pointer: "/id" },
  ]);
  expect(judge("id-unique", { ascending: listed() })).toEqual({ notExercised: "no-events" });
});

test("an event on two endpoints is a violation; events without an id are not compared", () => {
  const across = (first: readonly unknown[], second: readonly unknown[]) => {
    const contexts = [
      fakeContext({ ascending: resultOf({ json: first }) }, { kind: "activations" }),
      fakeContext({ ascending: resultOf({ json: second }) }, { kind: "executions" }),
    ] as const;
    return eventChecks.find(({ id }) => id === "id-unique-across-kinds")?.judge(contexts[0], contexts);
  };
  const [a, b] = eventsAt(1, 2);
  expect(across([a], [b])).toEqual([]);
  expect(across([a, { ...a, kind: "other" }], [b])).toEqual([]);
  expect(across([{ timestamp: 1 }, a], [{ timestamp: 1 }])).toEqual([]);
  expect(across([a], [b, a])).toMatchObject([
    { actual: "one is on activations and on executions", eventIndex: 1, pointer: "/id" },
  ]);
  expect(across([], [{ timestamp: 1 }])).toEqual({ notExercised: "no-events" });
});

test.each(["event-schema", "endpoint-type", "numbers-exact", "stamp-in-milliseconds"])(
  "%s never passes without an event",
  (id) => {
    expect(judge(id, { ascending: resultOf() })).toEqual({ notExercised: "no-events" });
  },
);
