import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult, ContractReport, Violation } from "../../contract-tests/engine/report.ts";
import { isObject, withoutByteOrderMark } from "../../src/shared/json.ts";

/**
 * The report of the last run against each target, oldest run first.
 *
 * @param directory Holds a folder for each target; none where it is missing.
 * @throws Error a file is not a report, or is one of a later version.
 */
export async function readReports(directory: string): Promise<readonly ContractReport[]> {
  const names = await readdir(directory).catch(ignoreMissing);
  const reports = await Promise.all(names.map((name) => readReport(join(directory, name, "report.json"))));
  return reports.flatMap((report) => report ?? []).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/**
 * Reads one report, also of version 1.
 *
 * @returns `undefined` where there is no such file.
 * @throws Error the file is not a report, or is one of a later version.
 */
export async function readReport(file: string): Promise<ContractReport | undefined> {
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (typeof text !== "string") return undefined;
  const report = parse(text);
  const version = isReport(report) ? report["schemaVersion"] : undefined;
  if (version === 2) return report as unknown as ContractReport;
  if (version === 1) return fromVersion1(report as unknown as ReportVersion1);
  throw new Error(
    `${file} is not a report of version 1 or 2. Run the suite again with this version, or remove the file.`,
  );
}

function isReport(report: unknown): report is Readonly<Record<string, unknown>> {
  if (!isObject(report)) return false;
  const { schemaVersion, results } = report;
  if (!isListOfObjects(results)) return false;
  return schemaVersion !== 1 || results.every(({ violations }) => isListOfObjects(violations));
}

function isListOfObjects(list: unknown): list is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) && list.every(isObject);
}

/** A report of version 0.1 of the package, which had other names for three keys and four reasons. */
type ReportVersion1 = Omit<
  ContractReport,
  "schemaVersion" | "results" | "schemaCoverage" | "openQuestions"
> & {
  readonly results: readonly (Omit<CheckResult, "violations"> & {
    readonly violations: readonly (Omit<Violation, "probe"> & { readonly observation: string })[];
  })[];
  readonly witnesses: ContractReport["schemaCoverage"];
  readonly firstContact?: ContractReport["openQuestions"];
};

/** Reasons that version 1 gave another id. */
const renamedReasons: Readonly<Record<string, CheckResult["reason"]>> = {
  "base-answer-unusable": "base-response-unusable",
  "answer-too-large": "response-too-large",
  "no-lone-event": "no-single-event",
  "no-quiet-time": "no-gap",
};

function fromVersion1({ results, witnesses, firstContact, ...same }: ReportVersion1): ContractReport {
  return {
    ...same,
    schemaVersion: 2,
    results: results.map((result) => ({
      ...result,
      reason: renamedReasons[String(result.reason)] ?? result.reason,
      violations: result.violations.map(({ observation, ...violation }) => ({
        ...violation,
        probe: observation,
      })),
    })),
    schemaCoverage: witnesses,
    openQuestions: firstContact,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw error;
}
