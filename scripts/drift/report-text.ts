import { printable } from "./printable.ts";
import type { DriftReport, ReportedFinding, ReportedStatement } from "./report.ts";

/** The report for a terminal. */
export function textReport(report: DriftReport): string {
  const { contract, against, findings, nowDocumented, stillUndocumented, versionStep } = report;
  const blocks = [
    `${contract.name} ${printable(contract.version)} against ${against.name} ${printable(against.version)} (OpenAPI ${against.openapi})`,
    ...findings.map(findingBlock),
    ...(nowDocumented.length > 0 ? [agreedBlock(nowDocumented)] : []),
    ...(stillUndocumented.length > 0 ? [undocumentedBlock(stillUndocumented)] : []),
    summary(report),
    ...(versionStep ? [`Version step of the contract: ${versionStep}.`] : []),
  ];
  return blocks.join("\n\n");
}

/** The last word: how many differences there are, of which level. */
export function summary({ findings, counts, nowDocumented }: DriftReport): string {
  const levels = Object.entries(counts).filter(([, count]) => count > 0);
  const drift =
    findings.length === 0
      ? "No drift."
      : `Drift: ${levels.map(([level, count]) => `${count} ${level}`).join(", ")}.`;
  const raise = nowDocumented.length === 0 ? "" : ` Now documented: ${nowDocumented.length}.`;
  return drift + raise;
}

/** The place and whether it is the subject or that it is required: `Stamp.yaml#/properties/time required`. */
export function statementPlace({ place, fact }: ReportedStatement): string {
  return fact === "required" ? `${place} required` : place;
}

function findingBlock(finding: ReportedFinding): string {
  const { level, rule, subject, ours, theirs, theirPlace, place, edit, operations } = finding;
  return [
    `${level}  ${rule}  ${subject}`,
    `  ours    ${printable(ours)}`,
    `  theirs  ${wordingOrLine(finding, theirs)}${theirPlace ? `  (${printable(theirPlace)})` : ""}`,
    `  in      ${operations.join(", ")}`,
    `  edit    ${place}`,
    `          ${edit}`,
  ].join("\n");
}

/** New wording is there to be read, so it is not cut. */
function wordingOrLine({ rule }: ReportedFinding, theirs: string): string {
  return rule === "wording" ? printable(theirs, Number.POSITIVE_INFINITY) : printable(theirs);
}

function agreedBlock(statements: readonly ReportedStatement[]): string {
  const lines = statements.map(
    (statement) => `  ${statement.level.padEnd(8)}  ${statement.subject}  ${statementPlace(statement)}`,
  );
  return ["Now documented: raise these to documented, with the source.", ...lines].join("\n");
}

function undocumentedBlock(statements: readonly ReportedStatement[]): string {
  const byFile = new Map<string, string[]>();
  for (const { level, place, fact } of statements) {
    const [file = "", pointer = ""] = place.split("#");
    const name = pointer.replace(/^\/properties\//, "") || "itself";
    const key = `  ${level.padEnd(8)}  ${file}`;
    byFile.set(key, [...(byFile.get(key) ?? []), fact === "required" ? `${name} required` : name]);
  }
  const lines = [...byFile].map(([key, names]) => `${key}: ${names.join(", ")}`);
  return [`Still undocumented, and no drift (${statements.length}):`, ...lines.sort()].join("\n");
}
