import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import { type EventBatch, listFiles, readEventFiles } from "./read-files.ts";
import { observationReport } from "./report.ts";
import { emptyTally, observeEvent } from "./tally.ts";

/**
 * Prints what the events show that the contract does not say, and proposes the change to `spec/`.
 *
 * @param patchFile Where the proposal goes; without it, it is printed.
 */
export async function runObserve(
  batches: AsyncIterable<EventBatch>,
  patchFile: string | undefined,
): Promise<void> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const document = JSON.parse(await readFile(`${root}generated/openapi.json`, "utf8"));
  const model = readEventModel(document);
  const tally = emptyTally(model);
  let isEvidence = true;
  for await (const { events, origin } of batches) {
    for (const event of events) observeEvent(model, tally, event);
    isEvidence &&= origin === "api";
  }
  const differences = findDifferences(model, tally);
  console.log(observationReport(model, tally, differences));
  if (!isEvidence) {
    console.log(
      "\nNo proposal: a recording of the mock or the sandbox shows what the contract says, and no evidence for it.",
    );
    return;
  }
  const patch = proposeChanges(root, tally, differences, new Date().toISOString().slice(0, 10));
  if (patchFile !== undefined) await writeFile(patchFile, patch);
  console.log(patchNotice(patch, patchFile));
}

/** The events of files and folders. */
export async function* readAll(paths: readonly string[]): AsyncGenerator<EventBatch> {
  for (const file of await listFiles(paths)) yield* readEventFiles(file);
}

function patchNotice(patch: string, file: string | undefined): string {
  if (patch === "") return "\nThe contract says all of this already.";
  const next = "read it, then npm run generate and npm test";
  return file === undefined
    ? `\nProposal, for git apply (${next}):\n\n${patch}`
    : `\nProposal: git apply ${file} (${next})`;
}
