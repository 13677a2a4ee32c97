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
  { name: "pull", run: runPull },
];

/** The API report is made first: like `generated/` it follows from the change. */
async function runTests(clone: Clone): Promise<CommandResult> {
  const report = await script("proof", "api")(clone);
  if (!report.passed) return report;
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "--project", "types"];
  return clone.node([...vitest, "--reporter", "dot"]);
}

async function runPull(clone: Clone, { pull }: ContractChange): Promise<CommandResult> {
  if (pull === undefined) return { passed: true, output: "" };
  const result = await clone.node(["proofs/change/pull-packed.ts", ...pull.args]);
  if (!result.passed || pull.shows.test(result.output)) return result;
  return { passed: false, output: `The output does not match ${pull.shows}:\n${result.output}` };
}
