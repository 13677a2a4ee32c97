import { appendFile, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractReport } from "../engine/report.ts";
import { htmlReport } from "./html-report.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";

const renderings: Readonly<Record<string, (report: ContractReport) => string>> = {
  "report.json": (report) => `${JSON.stringify(report, null, 2)}\n`,
  "report.html": htmlReport,
  "junit.xml": junitReport,
  "summary.md": markdownReport,
};

/**
 * Writes a report in every form.
 *
 * @param directory Made where it is missing; files of an earlier run are replaced.
 * @param stepSummary File that a CI server shows as the summary of its job; it is appended to.
 */
export async function writeReports(
  report: ContractReport,
  directory: string,
  stepSummary?: string | undefined,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, render] of Object.entries(renderings)) {
    // Another run may write here, too, or somebody read: a file is the old one or the new one, never a half.
    const unfinished = join(directory, `.${name}.${process.pid}`);
    await writeFile(unfinished, render(report));
    await rename(unfinished, join(directory, name));
  }
  if (stepSummary) await appendFile(stepSummary, markdownReport(report));
}
