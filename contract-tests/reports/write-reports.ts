import { access, appendFile, constants, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../src/shared/file-target.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import type { ContractReport } from "../engine/report.ts";
import { openQuestionsMarkdown } from "../open-questions/report.ts";
import { junitReport } from "./junit.ts";
import { summaryReport } from "./markdown.ts";
import { htmlReport } from "./page/report-page.ts";

const renderings: Readonly<Record<string, (report: ContractReport) => string | undefined>> = {
  "report.json": jsonReport,
  "report.html": htmlReport,
  "junit.xml": junitReport,
  "summary.md": summaryReport,
  "open-questions.md": openQuestionsMarkdown,
};

/**
 * Makes the directory that reports go to, where it is missing.
 *
 * @throws UsageError it cannot be made or written to.
 */
export async function prepareReports(directory: string): Promise<void> {
  try {
    await makeFolder(directory);
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `${directory} cannot be written to${codeOf(error)}. Set NP6_REPORT_DIR to a directory that can.`,
    );
  }
}

/**
 * Writes a report in every form, and what it saw of the open questions.
 *
 * @param directory Made where it is missing; files of an earlier run are replaced.
 * @throws UsageError a file cannot be written: that says nothing about the server.
 */
export async function writeReports(report: ContractReport, directory: string): Promise<void> {
  await prepareReports(directory);
  for (const [name, render] of Object.entries(renderings)) {
    const content = render(report);
    if (content === undefined) {
      // A file of an earlier run would be mistaken for one of this run.
      await rm(join(directory, name), { force: true });
      continue;
    }
    // Another run may write here, too, or somebody read: a file is the old one or the new one, never a half.
    const unfinished = join(directory, `.${name}.${process.pid}`);
    try {
      await writeFile(unfinished, content);
      await rename(unfinished, join(directory, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw new UsageError(
        `${join(directory, name)} cannot be written${codeOf(error)}, so the result of the run is lost.`,
      );
    }
  }
}

/**
 * Appends the summary of a report to a file that a CI server shows, where other steps write too.
 *
 * @returns The reason why it could not be appended. That is not an error, because it says nothing about the server.
 */
export async function appendSummary(report: ContractReport, file: string): Promise<string | undefined> {
  try {
    await appendFile(file, summaryReport(report));
    return undefined;
  } catch (error) {
    return `GITHUB_STEP_SUMMARY: ${file} cannot be written to${codeOf(error)}. The reports are complete without it.`;
  }
}

/** Texts of a server may hold control characters that JSON allows and a terminal acts on. */
export function jsonReport(report: ContractReport): string {
  const text = JSON.stringify(report, null, 2).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? ` (${error.code})` : "";
}
