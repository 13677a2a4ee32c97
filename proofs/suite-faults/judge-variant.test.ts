import { expect, test } from "vitest";
import type { Evidence } from "../../contract-tests/engine/check.ts";
import type { CheckResult, ContractReport, Outcome, Violation } from "../../contract-tests/engine/report.ts";
import { isWrong, judgeVariant } from "./judge-variant.ts";
import { selfTestSummary, silentChecks } from "./summary.ts";
import type { Fault, Variation } from "./variant.ts";

const fault: Fault = {
  id: "end-inclusive",
  title: "keeps the end",
  topic: "window",
  condition: {},
  breaks: "#/x",
};
const variation: Variation = { id: "one-event", title: "has one event", allowed: "any number" };

function row(outcome: Outcome, evidence: Evidence = "http"): CheckResult {
  const violation = { evidence, request: "GET /", expected: "this", actual: "that" } as Violation;
  const violations = outcome === "passed" ? [] : [violation];
  return {
    check: "window-end",
    title: "",
    endpoint: "activations",
    evidence,
    pointer: "",
    outcome,
    violations,
  };
}

function reportOf(rows: readonly CheckResult[], changes: Partial<ContractReport> = {}): ContractReport {
  return {
    exitCode: rows.some(({ outcome }) => outcome === "failed") ? 1 : 0,
    results: rows,
    causes: [],
    requests: 111,
    ...changes,
  } as ContractReport;
}

const many = Array.from({ length: 120 }, () => row("passed"));

test("a fault is killed by a failed check, and survives a green run", () => {
  expect(judgeVariant(fault, reportOf([...many, row("failed")]))).toMatchObject({
    verdict: "killed",
    checks: ["window-end"],
    assumptionsOnly: false,
  });
  expect(judgeVariant(fault, reportOf(many)).verdict).toBe("survived");
});

test("a fault that keeps the suite from judging is not killed", () => {
  expect(judgeVariant(fault, reportOf([row("failed")], { exitCode: 2 })).verdict).toBe("survived");
});

test("a fault that only refutes assumptions is listed separately", () => {
  expect(judgeVariant(fault, reportOf([row("failed", "assumed")])).assumptionsOnly).toBe(true);
  expect(judgeVariant(fault, reportOf([row("failed", "assumed"), row("failed")])).assumptionsOnly).toBe(
    false,
  );
});

test("a variation passes with all that was judged, and any violation of it is a false alarm", () => {
  expect(judgeVariant(variation, reportOf(many)).verdict).toBe("passed");
  expect(judgeVariant(variation, reportOf([...many, row("failed")])).verdict).toBe("false-alarm");
  expect(judgeVariant(variation, reportOf([...many, row("refuted")])).verdict).toBe("false-alarm");
  expect(judgeVariant(variation, reportOf(many, { exitCode: 2 })).verdict).toBe("false-alarm");
});

test("a variation with few judged checks proves nothing, unless it is marked", () => {
  const few = reportOf([row("passed")]);
  expect(judgeVariant(variation, few)).toMatchObject({
    verdict: "vacuous",
    detail: "only 1 rows were judged",
  });
  expect(judgeVariant({ ...variation, bare: true }, few).verdict).toBe("passed");
  const stopped = reportOf([row("passed")], { stopped: "why", exitCode: 3 });
  expect(judgeVariant({ ...variation, bare: true }, stopped).verdict).toBe("passed");
  expect(judgeVariant(variation, reportOf(many, { stopped: "why" })).verdict).toBe("vacuous");
});

test("the summary counts, names what is wrong, and lists checks that nothing triggered", () => {
  const results = [
    { ...judgeVariant(fault, reportOf([row("failed")])), durationMs: 1 },
    { ...judgeVariant({ ...fault, id: "start-exclusive" }, reportOf(many)), durationMs: 1 },
    { ...judgeVariant(variation, reportOf([row("failed")])), durationMs: 1 },
  ];
  expect(results.map(isWrong)).toEqual([false, true, true]);
  const summary = selfTestSummary(results, true);
  expect(summary).toContain("2 faults: 1 killed, 1 survived. 1 conformant variations: 1 false alarms.");
  expect(summary).toMatch(/^window +2 +1 +1 +0$/m);
  expect(summary).toMatch(/^window-end +1 +1 +1$/m);
  expect(summary).toContain("SURVIVED start-exclusive: keeps the end");
  expect(summary).toContain(
    "FALSE-ALARM one-event: has one event (window-end)\n    GET /: expected this, was that",
  );
  expect(summary).toMatch(/^SET OFF BY NO FAULT: .*window-start/m);
  expect(silentChecks(results)).not.toContain("window-end");
  expect(selfTestSummary(results, false)).not.toContain("NO FAULT");
});

test("a check that never fails alone is named", () => {
  const both = [row("failed"), { ...row("failed"), check: "window-both" }];
  const summary = selfTestSummary([{ ...judgeVariant(fault, reportOf(both)), durationMs: 1 }], true);
  expect(summary).toMatch(
    /^Never alone.*: window-end, window-both$|^Never alone.*: window-both, window-end$/m,
  );
});
