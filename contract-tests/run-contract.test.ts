import { expect, test } from "vitest";
import { faults } from "../proofs/suite-faults/catalogue.ts";
import { list } from "../proofs/suite-faults/parts/events.ts";
import { partsOf } from "../proofs/suite-faults/parts/json.ts";
import type { Stages } from "../proofs/suite-faults/variant.ts";
import { standardStages } from "../src/sandbox/stages.ts";
import { startSandboxWith } from "../src/sandbox/start-sandbox.ts";
import { eventKinds } from "../src/shared/event-kinds.ts";
import type { ContractReport } from "./engine/report.ts";
import { requestBudget } from "./engine/request-budget.ts";
import type { ContractSettings } from "./engine/settings.ts";
import { judgeSandbox } from "./reports/testing/judge-sandbox.ts";
import { besides } from "./reports/verdict.ts";
import { runContract } from "./run-contract.ts";
import { settings } from "./testing/fake-context.ts";

const window = { start: Date.UTC(2026, 0, 28), end: Date.UTC(2026, 1, 4) };

/** Runs the suite against the sandbox with some stages replaced, leniently. */
async function run(stages: Stages = {}, changes: Partial<ContractSettings> = {}): Promise<ContractReport> {
  const options = { events: 60, from: window.start, to: window.end, gzip: true };
  const { url, key, close } = await startSandboxWith(options, { ...standardStages, ...stages });
  try {
    const own = { ...settings, baseUrl: url, apiKey: key, window, strict: false, timeoutMs: 10_000 };
    return await runContract("sandbox", { ...own, ...changes });
  } finally {
    await close();
  }
}

const checksWith = (report: ContractReport, outcome: string) =>
  new Set(report.results.filter((row) => row.outcome === outcome).map(({ check }) => check));

const stagesOf = (id: string): Stages => faults.find((fault) => fault.id === id)?.stages?.() ?? {};

test("the sandbox conforms, within the budget, and shows all of the event model except rare kinds", async () => {
  const report = await run();
  expect(report.exitCode).toBe(0);
  expect(report.requests).toBeLessThanOrEqual(requestBudget);
  expect(report.events).toEqual(Object.fromEntries(eventKinds.map((kind) => [kind, 60])));
  expect(checksWith(report, "not-exercised")).toEqual(new Set(["rate-headers", "rate-backoff"]));
});

test.each([
  ["young", 3, () => window.end - 60_000],
  ["old, and at the time of another one", 20, ({ timestamp }: { timestamp: number }) => timestamp],
])(
  "late events that are %s refute one assumption, and no cause blames a lost one",
  async (_, from, timeOf) => {
    let requests = 0;
    const late = list((events, { sort, start = 0, end = Infinity, kind }, store) => {
      const event = JSON.parse(store.timeline(kind, 156).textAt(0));
      const timestamp = timeOf(JSON.parse(store.timeline(kind, 156).textAt(30)));
      if (++requests < from || timestamp < start || timestamp >= end) return events;
      const next = {
        ...event,
        id: `00000000-0000-4000-8000-00000000000${eventKinds.indexOf(kind)}`,
        timestamp,
      };
      const before = events.filter((other) => Number(other["timestamp"]) <= timestamp);
      const after = events.filter((other) => Number(other["timestamp"]) > timestamp);
      return event === undefined
        ? []
        : sort === "desc"
          ? [...after, next, ...before]
          : [...before, next, ...after];
    });
    const report = await run(late);
    expect(report.exitCode).toBe(0);
    expect([...checksWith(report, "refuted")]).toEqual(["repeat-stable"]);
    expect(report.causes).toEqual([]);
  },
);

test("a numeric bound in seconds refutes an assumption, and fails a strict run only", async () => {
  const lenient = await run(stagesOf("number-in-seconds"));
  expect(lenient.exitCode).toBe(0);
  expect(checksWith(lenient, "refuted")).toContain("date-epoch-ms");
  expect((await run(stagesOf("number-in-seconds"), { strict: true })).exitCode).toBe(1);
});

test("a violation of a documented rule fails a lenient run, and comes first among many refuted assumptions", async () => {
  const stages = list((events) => {
    for (const event of events) partsOf(event).contact["hash"] = null;
    return events.map((event, i) => (i === 50 ? { ...event, timestamp: "today" } : event));
  });
  const report = await run(stages, { checks: new Set(["event-schema"]) });
  expect(report.exitCode).toBe(1);
  const levels = report.results[0]?.violations.map(({ evidence }) => evidence);
  expect(levels?.[0]).toBe("documented");
  expect(levels).toContain("assumed");
});

test("an endpoint without events is not a violation, but its checks are not exercised", async () => {
  const stages = list((events, { kind }) => (kind === "executions" ? [] : events));
  expect((await run(stages)).exitCode).toBe(0);
  expect((await run(stages, { requireExercised: true })).exitCode).toBe(3);
});

test("the suite sends only the requests that the chosen checks need", async () => {
  const report = await run({}, { checks: new Set(["sort-mirror"]) });
  expect(report.requests).toBe(2 * eventKinds.length);
  expect(report.results.map(({ check }) => check)).toEqual(eventKinds.map(() => "sort-mirror"));
});

test("an unreachable server gives exit code 2 and the reason", async () => {
  const report = await runContract("sandbox", { ...settings, baseUrl: "http://127.0.0.1:9", window });
  expect(report.exitCode).toBe(2);
  expect(report.stopped).toMatch(/there was no response: ECONNREFUSED/);
});

test("a report says which part of the window was looked into where a response was too large", async () => {
  const {
    window: asked,
    narrowed = {},
    ...report
  } = await judgeSandbox({}, { checks: new Set(["rate-headers"]) }, { events: 14_000 });
  expect(Object.keys(narrowed)).toEqual(eventKinds);
  for (const { start, end } of Object.values(narrowed)) {
    expect(Date.parse(start)).toBeGreaterThan(Date.parse(asked.start));
    expect(end).toBe(asked.end);
  }
  expect(besides({ ...report, window: asked, narrowed })).toContain(
    `only a part of the window was looked into on ${eventKinds.slice(0, -1).join(", ")} and ${eventKinds.at(-1)}`,
  );
});
