import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { exchangeOf } from "../testing/fake-context.ts";
import type { Exchange } from "./exchange.ts";
import { exitCodeOf, nothingJudged } from "./exit-code.ts";
import type { CheckResult, ContractReport, Outcome } from "./report.ts";

const row = (outcome: Outcome): CheckResult => ({
  check: "status",
  title: "",
  endpoint: "activations",
  evidence: "http",
  pointer: "",
  outcome,
  violations: [],
});

/** A number of events for each kind, by its index. */
function eventsOf(count: (index: number) => number): ContractReport["events"] {
  const entries = eventKinds.map((kind, index) => [kind, count(index)]);
  return Object.fromEntries(entries) as ContractReport["events"];
}

function codeOf(
  outcomes: readonly Outcome[],
  changes: Partial<ContractReport> = {},
  judged = true,
): ContractReport["exitCode"] {
  const report = {
    requireExercised: false,
    events: eventsOf(() => 1),
    results: outcomes.map(row),
    ...changes,
  } as ContractReport;
  return exitCodeOf(report, judged);
}

test("the exit code is 0 if everything passed, was not exercised or only refutes an assumption", () => {
  expect(codeOf(["passed", "not-exercised", "refuted"])).toBe(0);
});

test("the exit code is 1 for a violation, even if a required check was not exercised", () => {
  expect(codeOf(["failed", "not-exercised"], { requireExercised: true })).toBe(1);
});

test("the exit code is 2 if nothing could be judged, even with violations", () => {
  expect(codeOf(["failed"], {}, false)).toBe(2);
});

test("the exit code is 3 for a check not exercised or an endpoint without events, if that is required", () => {
  const events = eventsOf((index) => (index === 1 ? 0 : 1));
  expect(codeOf(["passed", "not-exercised"], { requireExercised: true })).toBe(3);
  expect(codeOf(["passed"], { requireExercised: true, events })).toBe(3);
  expect(codeOf(["passed"], { events })).toBe(0);
  expect(codeOf(["passed"], { requireExercised: true })).toBe(0);
});

test("a run that stopped early never exits with 0, and exits with 1 if it found a violation before", () => {
  const stopped = "429 came again after 6 waits";
  expect(codeOf(["passed"], { stopped })).toBe(3);
  expect(codeOf(["passed", "failed"], { stopped })).toBe(1);
  expect(codeOf(["passed"], { stopped }, false)).toBe(2);
});

const { status: _, ...silent } = exchangeOf();
const unanswered = {
  ...silent,
  status: undefined,
  failure: { kind: "connection", message: "ECONNREFUSED" },
} as Exchange;
const notHttp = { ...unanswered, failure: { kind: "connection", message: "HPE_INVALID_CONSTANT" } } as const;

test.each([
  ["there was no response", [unanswered, unanswered], /there was no response: ECONNREFUSED/],
  ["it was no HTTP", [notHttp], /what came was no valid HTTP: HPE_INVALID_CONSTANT\. .*NP6_BASE_URL/],
  ["the key was rejected at once", [exchangeOf({ status: 401 })], /key was rejected with 401/],
  [
    "the key's account may not read",
    [exchangeOf({ status: 403 }), exchangeOf()],
    /key was rejected with 403/,
  ],
  ["nothing but 429 came", [exchangeOf({ status: 429 })], /only with 429/],
  ["no endpoint knows the notification", [exchangeOf({ status: 404 }), exchangeOf({ status: 404 })], /404/],
  [
    "no endpoint knows the notification, and what cannot be read is rejected first",
    [
      exchangeOf({ status: 404 }),
      exchangeOf({ status: 400, plan: { query: [["start", "not-a-date"]], maxBodyBytes: 1 } }),
      exchangeOf({ status: 405, plan: { query: [], method: "POST" } }),
    ],
    /404/,
  ],
] as const)("nothing is judged when %s", (_title, exchanges, why) => {
  expect(nothingJudged(exchanges)).toMatch(why);
});

test("one response is enough to judge, and a 401 to a wrong key says nothing about the real key", () => {
  const rejected = exchangeOf({ status: 401, plan: { query: [], key: "wrong" } });
  expect(nothingJudged([exchangeOf(), unanswered, rejected])).toBeUndefined();
  expect(nothingJudged([rejected, exchangeOf()])).toBeUndefined();
  expect(nothingJudged([rejected])).toBeUndefined();
  expect(nothingJudged([exchangeOf({ status: 500 })])).toBeUndefined();
});
