import type { OpenQuestionsResult } from "../../contract-tests/engine/report.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import type { Command } from "../command-line.ts";
import { readReport } from "../evidence/read-reports.ts";
import { runObserve } from "./observe.ts";
import { type EventBatch, listFiles, readEventFiles, readLive } from "./read-files.ts";

const help = `Usage: npm run observe -- [--report FILE] [--patch FILE] FILE|FOLDER ...
       npm run observe -- [--report FILE] [--patch FILE] --live
       npm run observe -- [--patch FILE] --report FILE

Learns from recorded responses what the contract does not say yet, and proposes the change to spec/. A file is one JSON
array of events, or one event or one array a line, or a recording of the suite (npm run contract:live -- --record DIR). Counts and shapes
are shown and kept, values never.

  --live         read the notification and the window of the suite's settings instead (NP6_API_KEY and so on)
  --report FILE  propose what this report.json of the suite proposes, too: what a run saw of statuses and headers
  --patch FILE   write the proposal there, for git apply or patch -p1; else it is printed last
  --help         show this

Exit code: 0 done, 1 the API or the transport failed, 2 wrong usage or an unreadable file.`;

const options = {
  live: { type: "boolean", default: false },
  report: { type: "string" },
  patch: { type: "string" },
} as const;

/** `npm run observe`. */
export const observeCommand: Command<typeof options> = {
  help,
  options,
  allowPositionals: true,
  failureCode: (error) =>
    error instanceof Error && "code" in error && String(error.code).startsWith("NP6_") ? 1 : 2,
  async run({ live, report, patch }, files) {
    const named = files.length > 0;
    if (live === named && (live || report === undefined)) {
      throw new UsageError("Name recorded responses, or --live, or --report.");
    }
    const openQuestions = report === undefined ? undefined : await readOpenQuestions(report);
    const batches = live ? readLive(process.env) : named ? readAll(files) : undefined;
    await runObserve({ batches, openQuestions, patchFile: patch });
  },
};

/** The events of files and folders. */
async function* readAll(paths: readonly string[]): AsyncGenerator<EventBatch> {
  for (const file of await listFiles(paths)) yield* readEventFiles(file);
}

/**
 * The answers of a report of the suite to the open questions.
 *
 * @throws UsageError when there is no such file, or the run asked no open question.
 */
async function readOpenQuestions(file: string): Promise<OpenQuestionsResult> {
  const report = await readReport(file);
  if (report === undefined) throw new UsageError(`${file} does not exist.`);
  if (report.openQuestions === undefined) {
    throw new UsageError(`${file} has no open questions: run all checks, and not against the mock.`);
  }
  return report.openQuestions;
}
