import { printable } from "./printable.ts";
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

/** What they say, short; but new wording is there to be read. */
export function theirsShown({ rule, theirs }: ReportedFinding): string {
  return rule === "wording" ? theirs : printable(theirs);
}

/** @param isPast The contract is compared with itself: `ours` is what it said, and there is nothing to edit. */
function findingBlock(finding: ReportedFinding, isPast: boolean): string {
  const { level, rule, subject, ours, theirPlace, place, edit, operations } = finding;
  return [
    `${level}  ${rule}  ${subject}`,
    `  ${isPast ? "before" : "ours  "}  ${printable(ours)}`,
    `  ${isPast ? "now   " : "theirs"}  ${theirsShown(finding)}${theirPlace ? `  (${theirPlace})` : ""}`,
    `  in      ${operations.join(", ")}`,
    ...(isPast ? [`  where   ${place}`] : [`  edit    ${place}`, `          ${edit}`]),
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
