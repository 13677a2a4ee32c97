import type { TestTally } from "../../scripts/test/tally.ts";
import { columnWidths, padCell } from "../../src/shared/text-table.ts";
import { columns, type ScenarioOutcome } from "./runtime.ts";

/** The outcomes as a table, each failure below it. */
export function runtimeTable(outcomes: readonly ScenarioOutcome[]): string {
  const rows = [
    ["", ...columns],
    ...outcomes.map(({ runtime, results }) => [runtime, ...columns.map((column) => sign(results[column]))]),
  ];
  const widths = columnWidths(rows);
  const lines = rows.map(([runtime = "", ...cells], i) => {
    const skipped = outcomes[i - 1]?.skipped;
    const shown = skipped === undefined ? cells : [`skipped: ${skipped}`];
    return [runtime, ...shown]
      .map((cell, column) => padCell(cell, column, widths))
      .join("")
      .trimEnd();
  });
  const failures = outcomes.flatMap(({ runtime, results }) =>
    columns.flatMap((column) => (results[column] ? [`\n✗ ${runtime}, ${column}: ${results[column]}`] : [])),
  );
  return [...lines, ...failures].join("\n");
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
