import { describe, expect, test } from "vitest";
import { judgeTarget } from "./command.ts";
import { reasons } from "./engine/reasons.ts";
import { readOptions } from "./options.ts";
import { describeFailure } from "./reports/terminal.ts";
import { startMock } from "./targets/mock.ts";

const report = await judgeTarget(await startMock(), readOptions([], {}, ["mock"]));
const endpoints = [...new Set(report.results.map(({ endpoint }) => endpoint))];

describe.each(endpoints)(`${report.target}: %s`, (endpoint) => {
  const results = report.results.filter((row) => row.endpoint === endpoint);
  test.for(results)("$check: $title", (result, context) => {
    const { outcome, reason, violations } = result;
    if (outcome === "not-exercised" && reason) context.skip(reasons[reason]);
    if (outcome === "refuted")
      void context.annotate(`An assumption is refuted: ${violations[0]?.actual}`, "warning");
    if (outcome === "failed") expect.fail(describeFailure(result));
    expect(["passed", "refuted", "known", "not-exercised"]).toContain(outcome);
  });
});
