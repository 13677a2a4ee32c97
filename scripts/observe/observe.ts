import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import type { OpenQuestionsResult } from "../../contract-tests/engine/report.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { readReport } from "../evidence/read-reports.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import { type EventBatch, listFiles, readEventFiles } from "./read-files.ts";
import { observationReport } from "./report.ts";
import { emptyTally, observeEvent } from "./tally.ts";

/** What `npm run observe -- --help` prints. */
export const observeHelp: string = `Usage: npm run observe -- [--report FILE] [--patch FILE] FILE|FOLDER ...
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

/** The inputs of `npm run observe`, and the file for its proposal. */
export interface ObserveInputs {
  /** Events; `undefined` where a report alone is read. */
  readonly batches: AsyncIterable<EventBatch> | undefined;
  /** What a report of the suite says of the open questions. */
  readonly openQuestions: OpenQuestionsResult | undefined;
  /** Where the proposal goes; without it, it is printed. */
  readonly patchFile: string | undefined;
}

/** Prints what the events show that the contract does not say, and proposes the change to `spec/`. */
export async function runObserve({ batches, openQuestions, patchFile }: ObserveInputs): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const document = JSON.parse(await readFile(`${root}generated/openapi.json`, "utf8"));
  const model = readEventModel(document);
  const tally = emptyTally(model);
  let isEvidence = openQuestions?.isApi ?? true;
  for await (const { events, isApi } of batches ?? []) {
    for (const event of events) observeEvent(model, tally, event);
    isEvidence &&= isApi;
  }
  const differences = findDifferences(model, tally);
  if (batches !== undefined) console.log(observationReport(model, tally, differences));
  if (!isEvidence) {
    console.log(
      "\nNo proposal: these are responses of another server than the API. It may say what the contract says, so it is no evidence.",
    );
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  const patch = proposeChanges(root, tally, differences, openQuestions?.proposals ?? [], today);
  if (patchFile !== undefined) await writeFile(patchFile, patch);
  console.log(patchNotice(patch, patchFile));
}

/** The events of files and folders. */
export async function* readAll(paths: readonly string[]): AsyncGenerator<EventBatch> {
  for (const file of await listFiles(paths)) yield* readEventFiles(file);
}

/**
 * The answers of a report of the suite to the open questions.
 *
 * @throws UsageError when there is no such file, or the run asked no open question.
 */
export async function readOpenQuestions(file: string): Promise<OpenQuestionsResult> {
  const report = await readReport(file);
  if (report === undefined) throw new UsageError(`${file} does not exist.`);
  if (report.openQuestions === undefined) {
    throw new UsageError(`${file} has no open questions: run all checks, and not against the mock.`);
  }
  return report.openQuestions;
}

function patchNotice(patch: string, file: string | undefined): string {
  if (patch === "") return "\nThe contract already says all of this.";
  const next = "read it, then run npm run generate and npm test";
  return file === undefined
    ? `\nProposal, for git apply (${next}):\n\n${patch}`
    : `\nProposal: git apply ${file} (${next})`;
}
