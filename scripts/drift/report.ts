import {
  followReference,
  nodeAt,
  specFile,
  specPlace,
} from "../../contract-tests/contract-model/document.ts";
import { readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import type { VersionStep } from "./compare-documents.ts";
import type { ComparedStatement, DriftFinding, Result } from "./comparison.ts";
import { printable } from "./document.ts";
import { type Level, levels, type RuleId, ruleOf } from "./rules.ts";
import type { Source } from "./sources.ts";

/** One difference, as a report shows it. */
export interface ReportedFinding {
  readonly rule: string;
  readonly level: Level;
  readonly operations: readonly string[];
  readonly subject: string;
  /** Against a tag: what the contract said there. */
  readonly ours: string;
  /** Against a tag: what the contract says now. */
  readonly theirs: string;
  /** JSON pointer into the document that says it. */
  readonly theirPlace?: string;
  /** File and JSON pointer in spec/. */
  readonly place: string;
  /** Further files of spec/ that the edit needs: those of the known and the unknown kinds of an open union. */
  readonly files?: readonly string[];
  readonly edit: string;
}

export interface ReportedStatement {
  readonly level: string;
  readonly source: string;
  readonly subject: string;
  /** The statement that the subject is always present, if the finding is not about the subject itself. */
  readonly fact: "stated" | "required";
  readonly place: string;
}

/** What `--format json` prints. */
export interface DriftReport {
  readonly contract: DocumentName;
  readonly against: DocumentName;
  readonly counts: Readonly<Record<Level, number>>;
  readonly findings: readonly ReportedFinding[];
  /** The other document now says these too. */
  readonly nowDocumented: readonly ReportedStatement[];
  /** The other document does not say these, and never did. */
  readonly stillUndocumented: readonly ReportedStatement[];
  /** Only against a tag. */
  readonly versionStep?: VersionStep;
}

interface DocumentName {
  readonly name: string;
  readonly openapi: string;
  readonly version: string;
}

export function makeReport(
  contract: Source,
  against: Source,
  result: Result,
  step?: VersionStep,
): DriftReport {
  const findings = [...result.findings].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  return {
    contract: documentName(contract),
    against: documentName(against),
    counts: { breaking: count("breaking"), warning: count("warning"), info: count("info") },
    findings: findings.map((finding) => reported(finding, contract.document.root)),
    nowDocumented: result.agreed.map(reportedStatement),
    stillUndocumented: result.unstated.map(reportedStatement),
    ...(step && { versionStep: step }),
  };
}

function reported(finding: DriftFinding, contract: JsonObject): ReportedFinding {
  const { rule, level, operations, subject, pointer, ours, theirs, theirPointer } = finding;
  const files = unionRules.has(rule) ? unionFiles(contract, pointer) : [];
  return {
    rule,
    level,
    operations,
    subject: clean(subject),
    ours: clean(ours),
    theirs: clean(theirs),
    ...(theirPointer !== undefined && { theirPlace: clean(theirPointer) }),
    place: specPlace(pointer),
    ...(files.length > 0 && { files }),
    edit: ruleOf(rule).edit,
  };
}

/** Rules about the kinds of a union: to add or remove one is to edit two files. */
const unionRules: ReadonlySet<RuleId> = new Set([
  "response-property-one-of-added",
  "response-property-one-of-removed",
  "response-property-enum-value-added",
  "response-property-enum-value-removed",
]);

function unionFiles(contract: JsonObject, pointer: string): readonly string[] {
  const { node } = followReference(contract, nodeAt(contract, pointer), pointer);
  const union = readOpenUnion(node, objectAt(contract, "components", "schemas"));
  return union === undefined
    ? []
    : [union.known, union.unknown].map((name) => specFile(`#/components/schemas/${name}`));
}

/** Names and texts of the other document reach a terminal or a page from here on. They are cut where they are shown. */
function clean(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY);
}

function reportedStatement({ level, source, subject, fact, pointer }: ComparedStatement): ReportedStatement {
  return { level, source, subject, fact, place: specPlace(pointer) };
}

function documentName({ name, document }: Source): DocumentName {
  const version = objectAt(document.root, "info")["version"];
  return { name, openapi: document.openapi, version: printable(version ?? "no version") };
}
