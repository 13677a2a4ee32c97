import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import type { OpenQuestionsResult } from "../../contract-tests/engine/report.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import type { EventBatch } from "./read-files.ts";
import { observationReport } from "./report.ts";
import { emptyTally, observeEvent } from "./tally.ts";

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
  let read = 0;
  for await (const { events, isApi } of batches ?? []) {
    read += events.length;
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
  if (batches !== undefined && read === 0 && patch === "") {
    console.log("\nNothing was learnt: there was no event.");
    return;
  }
  if (patchFile !== undefined) await writeFile(patchFile, patch);
  console.log(patchNotice(patch, patchFile));
}

function patchNotice(patch: string, file: string | undefined): string {
  if (patch === "") return "\nThe contract already says all of this.";
  const next = "read it, then run npm run generate and npm test";
  return file === undefined
    ? `\nProposal, for git apply (${next}):\n\n${patch}`
    : `\nProposal: git apply ${file} (${next})`;
}
