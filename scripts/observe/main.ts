import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { runCommand } from "../command-line.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import { type EventBatch, listFiles, readEvents } from "./read-files.ts";
import { readLive } from "./read-live.ts";
import { observationReport } from "./report.ts";
import { emptyTally, observeEvent } from "./tally.ts";

const help = `Usage: npm run observe -- [--patch FILE] FILE|FOLDER ...
       npm run observe -- [--patch FILE] --live

Learns from recorded answers what the contract does not say yet, and proposes the change to spec/. A file is one JSON array
of events, or one event a line, or a recording of the suite (npm run contract:live -- --record DIR). Counts and shapes
are shown and kept, values never.

  --live         read the notification and the window of the suite's settings instead (NP6_API_KEY and so on)
  --patch FILE   write the proposal there, for git apply or patch -p1; else it is printed last
  --help         show this

Exit code: 0 done, 1 the API or the transport failed, 2 wrong usage or an unreadable file.`;

async function observe(batches: AsyncIterable<EventBatch>, patchFile: string | undefined): Promise<void> {
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

async function* readAll(paths: readonly string[]): AsyncGenerator<EventBatch> {
  for (const file of await listFiles(paths)) yield* readEvents(file);
}

function patchNotice(patch: string, file: string | undefined): string {
  if (patch === "") return "\nThe contract says all of this already.";
  const next = "read it, then npm run generate and npm test";
  return file === undefined
    ? `\nProposal, for git apply (${next}):\n\n${patch}`
    : `\nProposal: git apply ${file} (${next})`;
}

process.exitCode = await runCommand({
  help,
  options: { live: { type: "boolean", default: false }, patch: { type: "string" } },
  allowPositionals: true,
  failureCode: (error) =>
    error instanceof Error && "code" in error && String(error.code).startsWith("NP6_") ? 1 : 2,
  run({ live, patch }, files) {
    if (live === files.length > 0) throw new UsageError("Name recorded answers, or --live.");
    return observe(live ? readLive(process.env) : readAll(files), patch);
  },
});
