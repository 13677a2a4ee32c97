import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractReport } from "../../contract-tests/engine/report.ts";
import { isObject } from "../../src/shared/json.ts";

/**
 * The report of the last run against each target, oldest run first.
 *
 * @param directory Holds a folder for each target; none where it is missing.
 * @throws Error a report is not of this version of the suite.
 */
export async function readReports(directory: string): Promise<readonly ContractReport[]> {
  const names = await readdir(directory).catch(ignoreMissing);
  const reports = await Promise.all(names.map((name) => readReport(join(directory, name, "report.json"))));
  return reports.flatMap((report) => report ?? []).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

async function readReport(file: string): Promise<ContractReport | undefined> {
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (typeof text !== "string") return undefined;
  const report = parse(text);
  if (isObject(report) && report["schemaVersion"] === 1) return report as unknown as ContractReport;
  throw new Error(`${file} is no report of this version of the suite. Run it again, or remove the file.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw error;
}
