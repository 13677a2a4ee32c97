import type { DriftReport, ReportedFinding } from "./report.ts";
import { statementPlace, summary, theirsShown } from "./report-text.ts";

/** The report for a job summary or an issue. */
export function markdownReport(report: DriftReport): string {
  const { contract, against, findings, nowDocumented, stillUndocumented, versionStep } = report;
  const sections = [
    "# Drift of the contract",
    `${code(contract.name)} ${text(contract.version)} against ${code(against.name)} ${text(against.version)}, OpenAPI ${against.openapi}.`,
    `**${summary(report)}**${versionStep ? ` Version step of the contract: **${versionStep}**.` : ""}`,
  ];
  if (findings.length > 0) {
    const rows = findings.map((finding) => [
      finding.level,
      `${code(finding.rule)}<br>${code(finding.subject)}<br>${finding.operations.map(text).join(", ")}`,
      text(finding.ours),
      theirsCell(finding),
      versionStep ? code(finding.place) : `${code(finding.place)}<br>${text(finding.edit)}`,
    ]);
    const sides = versionStep ? ["before", "now", "where"] : ["ours", "theirs", "edit"];
    sections.push("## Differences", table(["level", "rule, subject, operations", ...sides], rows));
  }
  if (nowDocumented.length > 0) {
    const rows = nowDocumented.map((statement) => [
      statement.level,
      code(statement.subject),
      code(statementPlace(statement)),
    ]);
    sections.push(
      "## Now documented",
      "Raise these to `documented`, with the source.",
      table(["level", "subject", "place"], rows),
    );
  }
  if (stillUndocumented.length > 0) {
    const rows = stillUndocumented.map((statement) => [statement.level, code(statementPlace(statement))]);
    sections.push(
      `<details><summary>Still undocumented, and no drift: ${stillUndocumented.length}</summary>`,
      table(["level", "place"], rows),
      "</details>",
    );
  }
  return sections.join("\n\n");
}

function theirsCell(finding: ReportedFinding): string {
  const { theirPlace } = finding;
  return `${text(theirsShown(finding))}${theirPlace ? `<br>${code(theirPlace)}` : ""}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Text of the other document, which must not become markup, a link, or a mention. */
function text(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}
