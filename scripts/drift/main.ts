import { fileURLToPath } from "node:url";
import { runCommand } from "../command-line.ts";
import { driftHelp, driftOptions, runDrift } from "./run.ts";

process.exitCode = await runCommand({
  help: driftHelp,
  options: driftOptions,
  // 1 says that there is drift.
  failureCode: 2,
  async run(options) {
    const { output, exitCode } = await runDrift(options, fileURLToPath(new URL("../..", import.meta.url)));
    console.log(output);
    return exitCode;
  },
});
