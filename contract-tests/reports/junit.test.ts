import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { applyBaseline } from "../baseline.ts";
import { junitReport } from "./junit.ts";
import { endIncluded, hostile } from "./testing/faults.ts";
import { sharedReport } from "./testing/judge-sandbox.ts";
import { malformation } from "./testing/well-formed.ts";

const report = await sharedReport(endIncluded);
const known = report.results
  .filter(({ check }) => check === "window-end")
  .flatMap(({ check, endpoint, violations }) =>
    violations.map(({ fingerprint }) => ({ fingerprint, check, endpoint, note: "" })),
  );
const xml = junitReport(applyBaseline(report, known));
const occurrences = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

test("the file is well-formed for any text of a server", async () => {
  expect(malformation(xml)).toBeUndefined();
  expect(malformation(junitReport(await sharedReport(hostile)))).toBeUndefined();
});

test("no character that XML forbids is in the file", () => {
  const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("");
  const forbidden = `${controls}\ufffe\uffff\ud800x\udc00`;
  const results = report.results.map((row) => ({
    ...row,
    violations: row.violations.map((violation) => ({
      ...violation,
      expected: forbidden,
      actual: forbidden,
      curl: forbidden,
    })),
  }));
  const text = junitReport({ ...report, target: forbidden, results });
  expect(malformation(text)).toBeUndefined();
  const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
  expect(text.split("\n").filter((line) => !allowed.test(line))).toEqual([]);
});

test("each endpoint is a suite, each check on it a case, and the totals count them", () => {
  expect([...xml.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
    ...eventKinds.map((kind) => `sandbox: ${kind}`),
    "sandbox: across endpoints",
  ]);
  for (const [, head, body = ""] of xml.matchAll(/<(testsuite [^>]+)>([\s\S]*?)<\/testsuite>/g)) {
    expect(head).toContain(`tests="${occurrences(body, /<testcase /g)}"`);
    expect(head).toContain(`failures="${occurrences(body, /<failure /g)}"`);
    expect(head).toContain(`skipped="${occurrences(body, /<skipped /g)}"`);
  }
  expect(xml).toContain(`<testsuites name="contract" tests="${occurrences(xml, /<testcase /g)}"`);
});

test("a failure has the expected and the actual value, the place and how to reproduce it", () => {
  const [, failure = ""] =
    /<testcase name="window-end-alone:[\s\S]*?<failure [^>]*>([\s\S]*?)<\/failure>/.exec(xml) ?? [];
  expect(failure).toMatch(
    /expected: .*\nactual: .*\(event \d+, \/timestamp\)\ncontract: #\/components\/parameters\/end/,
  );
  expect(failure).toMatch(/try: curl -i .*\$NP6_API_KEY.*\nfingerprint: [0-9a-f]{12}/);
});

test("a refuted assumption does not fail, and shows what was seen", () => {
  const [, inner = ""] = /<testcase name="date-epoch-ms:[\s\S]*?>([\s\S]*?)<\/testcase>/.exec(xml) ?? [];
  expect(inner).toContain("<system-out>An assumption is refuted.");
  expect(inner).not.toContain("<failure");
});

test("known violations and checks that were not exercised are skipped, with the reason", () => {
  expect(xml).toMatch(/<testcase name="window-end: [\s\S]*?<skipped message="known, in the baseline: /);
  expect(xml).toMatch(
    /name="rate-backoff: [\s\S]*?<skipped message="not-limited: the server never responded with 429"/,
  );
});
