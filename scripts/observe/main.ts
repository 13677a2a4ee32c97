import { UsageError } from "../../src/shared/usage-error.ts";
import { runCommand } from "../command-line.ts";
import { observeHelp, readAll, readOpenQuestions, runObserve } from "./observe.ts";
import { readLive } from "./read-files.ts";

process.exitCode = await runCommand({
  help: observeHelp,
  options: {
    live: { type: "boolean", default: false },
    report: { type: "string" },
    patch: { type: "string" },
  },
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
});
