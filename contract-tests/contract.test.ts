import { describe, expect, inject, test } from "vitest";
import { reasons } from "./engine/reasons.ts";

const report = inject("contractReport");
const endpoints = [...new Set(report.results.map(({ endpoint }) => endpoint))];

describe.each(endpoints)(`${report.target}: %s`, (endpoint) => {
  const results = report.results.filter((row) => row.endpoint === endpoint);
  test.for(results)("$check: $title", ({ outcome, reason, violations }, context) => {
    if (outcome === "not-exercised" && reason) context.skip(reasons[reason]);
    if (outcome === "refuted")
      void context.annotate(`An assumption is refuted: ${violations[0]?.actual}`, "warning");
    if (outcome === "failed") expect.fail(JSON.stringify(violations, null, 2));
    expect(["passed", "refuted", "known", "not-exercised"]).toContain(outcome);
  });
});
