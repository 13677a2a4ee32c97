import { printable } from "./document.ts";
import type { DriftReport, ReportedFinding, ReportedStatement } from "./report.ts";

/** The report for a terminal. */
export function textReport(report: DriftReport): string {
  const { contract, against, findings, nowDocumented, stillUndocumented, versionStep } = report;
  const blocks = [
    `${contract.name} ${contract.version} against ${against.name} ${against.version} (OpenAPI ${against.openapi})`,
    ...findings.map((finding) => findingBlock(finding, versionStep !== undefined)),
    ...statementBlock(
      `Now documented (${nowDocumented.length}): raise the level, and name the source.`,
      nowDocumented,
    ),
    ...statementBlock(`Still undocumented, and no drift (${stillUndocumented.length}):`, stillUndocumented),
    summary(report),
    ...(versionStep ? [`Version step of the contract: ${versionStep}.`] : []),
  ];
  return blocks.join("\n\n");
}

/** The last word: how many differences there are, of which level. */
function summary({ findings, counts, nowDocumented }: DriftReport): string {
  const levels = Object.entries(counts).filter(([, count]) => count > 0);
  const drift =
    findings.length === 0
      ? "No drift."
      : `Drift: ${levels.map(([level, count]) => `${count} ${level}`).join(", ")}.`;
  const raise = nowDocumented.length === 0 ? "" : ` Now documented: ${nowDocumented.length}.`;
  return drift + raise;
}

/** The place and whether it is the subject or that it is required: `Stamp.yaml#/properties/time required`. */
function statementPlace({ place, fact }: ReportedStatement): string {
  return fact === "required" ? `${place} required` : place;
}

/** The statement of their document, shortened, except for new wording. */
function theirsShown({ rule, theirs }: ReportedFinding): string {
  return rule === "wording" ? theirs : printable(theirs);
}

/** @param isPast The contract is compared with itself: `ours` is what it said, and there is nothing to edit. */
function findingBlock(finding: ReportedFinding, isPast: boolean): string {
  const { level, rule, subject, ours, theirPlace, place, files = [], edit, operations } = finding;
  return [
    `${level}  ${rule}  ${subject}`,
    `  ${isPast ? "before" : "ours  "}  ${printable(ours)}`,
    `  ${isPast ? "now   " : "theirs"}  ${theirsShown(finding)}${theirPlace ? `  (${theirPlace})` : ""}`,
    `  in      ${operations.join(", ")}`,
    ...(isPast
      ? [`  where   ${place}`]
      : [place, ...files, edit].map((line, index) => `  ${index === 0 ? "edit  " : "      "}  ${line}`)),
  ].join("\n");
}

/** Statements under a title, those of a file in a line. */
function statementBlock(title: string, statements: readonly ReportedStatement[]): string[] {
  if (statements.length === 0) return [];
  const byFile = new Map<string, string[]>();
  for (const { level, place, fact } of statements) {
    const [file = "", pointer = ""] = place.split("#");
    const name = pointer.replace(/^\/properties\//, "") || "itself";
    const key = `  ${level.padEnd(10)}  ${file}`;
    byFile.set(key, [...(byFile.get(key) ?? []), fact === "required" ? `${name} required` : name]);
  }
  const lines = [...byFile].map(([key, names]) => `${key}: ${names.join(", ")}`);
  return [[title, ...lines.sort()].join("\n")];
}

/** The report for a job summary or an issue. */
export function driftMarkdown(report: DriftReport): string {
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
      versionStep
        ? code(finding.place)
        : [...[finding.place, ...(finding.files ?? [])].map(code), text(finding.edit)].join("<br>"),
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
