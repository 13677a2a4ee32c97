import {
  countLevels,
  type Statement,
  statementSections,
  statementsOf,
} from "../../contract-tests/contract-model/evidence.ts";
import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { markdownBanner } from "./banner.ts";

/** `EVIDENCE.md`: every statement of the contract with how it is known. */
export function renderEvidenceLedger(document: JsonObject, questions: readonly OpenQuestion[]): string {
  const statements = statementsOf(document);
  const counts = countLevels(statements).map(([level, count]) => [level, String(count)]);
  const groups = Object.entries(statementSections).map(([section, title]) => {
    const rows = statements.filter((statement) => statement.section === section).map(statementRow);
    return rows.length === 0
      ? ""
      : `\n## ${title}\n\n${table(["node", "level", "source", "note", "checks"], rows)}`;
  });
  return `${markdownBanner}
# Evidence

How each statement of the contract is known. \`checks\` are the conformance checks that would refute it.
\`npm run evidence\` adds the checks that point at a node, and each node's last verdict.

${table(["level", "statements"], [...counts, ["all", String(statements.length)]])}
## Sources

${table(["id", "source", "read on"], Object.entries(objectAt(document, "x-sources")).map(sourceRow))}${groups.join("")}
## Open questions

Only the live API answers these. Each with the checks that will: \`npm run contract:live\`.

${table(["", "question", "checks"], questions.map(questionRow))}`;
}

/** `evidence.json`: the same for programs. */
export function renderEvidenceData(document: JsonObject, questions: readonly OpenQuestion[]): string {
  const statements = statementsOf(document);
  const data = {
    levels: Object.fromEntries(countLevels(statements)),
    sources: document["x-sources"],
    statements,
    openQuestions: questions,
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function statementRow({ node, level, source, note = "", refutedBy }: Statement): string[] {
  return [`\`${node}\``, level, source, note, refutedBy.map((id) => `\`${id}\``).join(", ")];
}

function questionRow({ number, question, checks }: OpenQuestion): string[] {
  return [String(number), question, checks.map((id) => `\`${id}\``).join(", ")];
}

function sourceRow([id, source]: [string, unknown]): string[] {
  const { title = "", url, date = "" } = objectAt(source);
  return [id, url === undefined ? String(title) : `[${title}](${url})`, String(date)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.trim().replaceAll(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [head, head.map(() => "---"), ...rows].map(line).join("");
}
