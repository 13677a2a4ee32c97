import type { EventModel } from "../../contract-tests/contract-model/event-model.ts";
import { countLevels, type Statement } from "../../contract-tests/contract-model/evidence.ts";
import type { ContractReport } from "../../contract-tests/engine/report.ts";
import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import { verdictOf } from "./verdicts.ts";

/** How many statements stand at each level, and their share. */
export function levelTable(statements: readonly Statement[]): string {
  const rows = countLevels(statements).map(([level, count]) => [
    level,
    String(count).padStart(4),
    `${Math.round((100 * count) / statements.length)} %`.padStart(5),
  ]);
  return `How the contract is known: ${statements.length} statements\n\n${columns(rows)}`;
}

/** What the last run against each target says of each statement. */
export function verdictTable(
  model: EventModel,
  statements: readonly Statement[],
  checkIds: ReadonlyMap<string, readonly string[]>,
  reports: readonly ContractReport[],
): string {
  const runs = reports.map(
    ({ target, startedAt }) => `${target}, ${startedAt.slice(0, 16).replace("T", " ")} UTC`,
  );
  const rows = statements.map((statement) => {
    const ids = checkIds.get(statement.pointer) ?? [];
    const verdicts = reports.map((report) => verdictOf(model, statement, ids, report) ?? "-");
    return [statement.level, ...verdicts, statement.node, ids.join(", ")];
  });
  const head = ["level", ...reports.map(({ target }) => target), "node", "checks that would notice"];
  return `Last verdict of each node (${runs.join("; ")})\n\n${columns([head, ...rows])}`;
}

/** What only the live API answers, with the checks that will. */
export function questionList(questions: readonly OpenQuestion[]): string {
  const rows = questions.map(({ number, topic, checks }) => [
    String(number).padStart(2),
    topic,
    checks.join(", "),
  ]);
  return `Open questions, and the checks that will answer them\n\n${columns(rows)}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
