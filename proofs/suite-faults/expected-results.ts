import { readFileSync, writeFileSync } from "node:fs";
import { parameterChecks } from "../../contract-tests/checks/parameters.ts";
import type { VariantResult } from "./judge-variant.ts";

const ofParameters: ReadonlySet<string> = new Set(parameterChecks.map(({ id }) => id));
const file = new URL("expected-results.ndjson", import.meta.url);

/** What the suite says of one server of the catalogue. */
export type ExpectedResult = Pick<VariantResult, "id" | "checks" | "notExercised">;

/**
 * What the suite said of each server when the table was last written. A fault that five checks see is killed though one
 * of them goes blind: that shows here alone.
 */
export function readExpectedResults(): readonly ExpectedResult[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as ExpectedResult);
}

/** Writes the table anew, a server a line. */
export function writeExpectedResults(results: readonly ExpectedResult[]): void {
  const lines = results.map(({ id, checks, notExercised }) =>
    JSON.stringify({ id, checks: checks.toSorted(), notExercised: notExercised.toSorted() }),
  );
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** How results differ from the table, a sentence each. */
export function changedResults(
  results: readonly ExpectedResult[],
  table: readonly ExpectedResult[],
): string[] {
  return results.flatMap(({ id, checks, notExercised }) => {
    const row = table.find((known) => known.id === id);
    if (!row) return [`${id} is not in the table`];
    // A parameter that the contract just got brings checks that no table has yet.
    const beyond = (some: readonly string[], others: readonly string[]) =>
      some.filter((check) => !others.includes(check) && !ofParameters.has(check));
    return [
      ...beyond(checks, row.checks).map((check) => `${check} now fails ${id}`),
      ...beyond(row.checks, checks).map((check) => `${check} no longer fails ${id}`),
      ...beyond(notExercised, row.notExercised).map((check) => `${check} finds nothing to judge in ${id}`),
      ...beyond(row.notExercised, notExercised).map((check) => `${check} now judges ${id}`),
    ];
  });
}
