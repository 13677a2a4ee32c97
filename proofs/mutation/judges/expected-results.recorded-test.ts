import { expect, test } from "vitest";
import { checks } from "../../../contract-tests/checks/index.ts";
import { judge } from "../../../contract-tests/engine/run-catalogue.ts";
import { type ExpectedResult, readExpectedResults } from "../../suite-faults/expected-results.ts";
import { restoreRun } from "./stored-run.ts";

const directory = process.env["MUTATION_RECORDINGS"] ?? "";
const table = readExpectedResults();
const conformant = table.filter(({ checks }) => checks.length === 0);
/** The runs over conformant servers, which every check judges. */
const kept = new Map<string, ReturnType<typeof restoreRun>>();

function runOver({ id, checks }: ExpectedResult): ReturnType<typeof restoreRun> {
  const run = kept.get(id) ?? restoreRun(directory, id);
  if (checks.length === 0) kept.set(id, run);
  return run;
}

test.each(checks.filter(({ needsExamples }) => !needsExamples))(
  "$id fails and passes what it did",
  (check) => {
    const faulty = table.filter(({ checks }) => checks.includes(check.id));
    for (const row of [...faulty, ...conformant]) {
      const { settings, contexts } = runOver(row);
      const results =
        check.scope === "run"
          ? [judge(check, "all", contexts, settings)]
          : contexts.map((context) => judge(check, context.kind, [context], settings));
      const outcomes = results.map(({ result }) => result.outcome);
      expect({
        server: row.id,
        fails: outcomes.includes("failed"),
        judges: outcomes.some((outcome) => outcome !== "not-exercised"),
      }).toEqual({
        server: row.id,
        fails: row.checks.includes(check.id),
        judges: !row.notExercised.includes(check.id),
      });
    }
  },
);
