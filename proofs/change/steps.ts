import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clone, CommandResult } from "./clone.ts";
import type { ContractChange } from "./contract-change.ts";

/** One thing that must still work after a change. */
interface ChangeStep {
  readonly name: string;
  run(clone: Clone, change: ContractChange): Promise<CommandResult>;
}

const script =
  (name: string, ...args: string[]) =>
  (clone: Clone) =>
    clone.node(["--run", name, ...(args.length > 0 ? ["--", ...args] : [])]);

/** In the order in which they run: each needs those before it. */
export const changeSteps: readonly ChangeStep[] = [
  { name: "generate", run: script("generate") },
  { name: "types", run: script("types") },
  { name: "tests", run: runTests },
  { name: "contract", run: script("contract") },
  { name: "contract:sandbox", run: script("contract:sandbox") },
  { name: "pull-and-sync", run: runPacked },
];

/**
 * The API report is made first: like `generated/` it follows from the change. A change is not tested against a contract
 * that has it already.
 */
async function runTests(clone: Clone): Promise<CommandResult> {
  const report = await script("proof", "api")(clone);
  if (!report.passed) return report;
  await rm(join(clone.folder, "proofs/change/changes.test.ts"));
  return clone.node(["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "--reporter", "dot"]);
}

async function runPacked(clone: Clone, { pull }: ContractChange): Promise<CommandResult> {
  if (pull === undefined) return { passed: true, output: "" };
  const [kind] = pull.args;
  const result = await clone.node(["proofs/change/run-packed.ts", ...pull.args]);
  const synced = new RegExp(`^sync: 300 ${kind}\nview: .*\\b${pull.column ?? "event"}\\b`, "m");
  const missing = [pull.shows, synced].find((expected) => !expected.test(result.output));
  if (!result.passed || missing === undefined) return result;
  return { passed: false, output: `The output does not match ${missing}:\n${result.output}` };
}
