import type { TestTally } from "../../scripts/test/tally.ts";
import { columns, type ScenarioOutcome } from "./runtime.ts";

/** The outcomes as a table, each failure below it. */
export function runtimeTable(outcomes: readonly ScenarioOutcome[]): string {
  const width = Math.max(...outcomes.map(({ runtime }) => runtime.length));
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}  ${cells.join("  ")}`.trimEnd();
  const head = line("", columns);
  const rows = outcomes.map(({ runtime, skipped, results }) => {
    if (skipped !== undefined) return line(runtime, [`skipped: ${skipped}`]);
    return line(
      runtime,
      columns.map((column) => sign(results[column]).padEnd(column.length)),
    );
  });
  const failures = outcomes.flatMap(({ runtime, results }) =>
    columns.flatMap((column) => (results[column] ? [`\n✗ ${runtime}, ${column}: ${results[column]}`] : [])),
  );
  return [head, ...rows, ...failures].join("\n");
}

function sign(result: string | null | undefined): string {
  if (result === undefined) return "";
  return result === null ? "✓" : "✗";
}

/** Each cell counts as one, a runtime that was skipped as one. */
export function countOutcomes(outcomes: readonly ScenarioOutcome[]): TestTally {
  const cells = outcomes.flatMap(({ results }) => Object.values(results));
  const passed = cells.filter((cell) => cell === null).length;
  const skipped = outcomes.filter((outcome) => outcome.skipped !== undefined).length;
  return { passed, failed: cells.length - passed, skipped };
}
