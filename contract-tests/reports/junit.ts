import { reasons } from "../engine/reasons.ts";
import type { CheckResult, ContractReport } from "../engine/report.ts";
import { escapeMarkup, visible, xmlText } from "./escape.ts";
import { countOutcome, endpointName, endpointsOf } from "./verdict.ts";
import { place } from "./violated-checks.ts";

/**
 * The report for a CI server: a suite for each endpoint, a case for each check. A refuted assumption passes, with what
 * was seen as its output; a known violation and what could not be judged are skipped.
 */
export function junitReport(report: ContractReport): string {
  const seconds = (report.durationMs / 1000).toFixed(3);
  const suites = endpointsOf(report).map((endpoint) => {
    const rows = report.results.filter((row) => row.endpoint === endpoint);
    const name = `${report.target}: ${endpointName(endpoint)}`;
    // The run's time is not measured by endpoint; the suites must not sum up to more than all.
    return `  <testsuite${attributes({ name, ...totals(rows), errors: 0, time: "0", timestamp: report.startedAt.slice(0, 19) })}>
${rows.map((row) => testCase(row, `contract.${report.target}.${endpoint}`)).join("\n")}
  </testsuite>`;
  });
  return xmlText(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites${attributes({ name: "contract", ...totals(report.results), errors: 0, time: seconds })}>
${suites.join("\n")}
</testsuites>
`);
}

function totals(rows: readonly CheckResult[]): Record<string, number> {
  return {
    tests: rows.length,
    failures: countOutcome(rows, "failed"),
    skipped: countOutcome(rows, "known") + countOutcome(rows, "not-exercised"),
  };
}

function testCase(row: CheckResult, classname: string): string {
  const name = `${row.check}: ${row.title}`;
  const inner = result(row);
  const open = `    <testcase${attributes({ name, classname, time: "0" })}`;
  return inner === "" ? `${open}/>` : `${open}>\n      ${inner}\n    </testcase>`;
}

function result({ outcome, reason, violations, evidence, pointer }: CheckResult): string {
  const details = () =>
    escapeMarkup(violations.map((violation) => describeViolation(violation, pointer)).join("\n\n"));
  const first = visible(violations[0]?.actual ?? "");
  switch (outcome) {
    case "passed":
      return "";
    case "failed":
      return `<failure${attributes({ message: first, type: evidence })}>${details()}</failure>`;
    case "refuted":
      return `<system-out>${escapeMarkup("An assumption is refuted.\n\n")}${details()}</system-out>`;
    case "known":
      return `<skipped${attributes({ message: `known, in the baseline: ${first}` })}/>`;
    case "not-exercised":
      return `<skipped${attributes({ message: reason === undefined ? "" : `${reason}: ${reasons[reason]}` })}/>`;
  }
}

function describeViolation(violation: CheckResult["violations"][number], pointer: string): string {
  const at = place(violation);
  return [
    `expected: ${visible(violation.expected)}`,
    `actual: ${visible(violation.actual)}${at === undefined ? "" : ` (${visible(at)})`}`,
    `contract: ${pointer} (${violation.evidence})`,
    `try: ${violation.curl}`,
    `fingerprint: ${violation.fingerprint}`,
  ].join("\n");
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");
}
