import { join } from "node:path";
import { startVitest } from "vitest/node";
import { checks } from "../../contract-tests/checks/index.ts";
import { contractHelp, readOptions } from "../../contract-tests/options.ts";
import { terminalReport } from "../../contract-tests/reports/terminal.ts";
import { runTarget } from "../../contract-tests/run-target.ts";
import { type TargetName, targetNames } from "../../contract-tests/targets/target.ts";
import { UsageError } from "../../src/shared/usage-error.ts";

const usage = `Usage: npm run contract [-- options]          against Prism, serving the contract's examples
       npm run contract:sandbox [-- options]  against the sandbox
       npm run contract:live [-- options]     against a server of yours

${contractHelp}`;

/** Runs the suite as the command line says; returns the exit code. */
export async function main([target, ...args]: readonly string[]): Promise<number> {
  const name = targetNames.find((known): known is TargetName => known === target);
  if (name === undefined) throw new UsageError(`Name a target: ${targetNames.join(", ")}.`);
  const options = readOptions(args, process.env, name);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  if (options.listChecks) {
    for (const { id, evidence, title } of checks)
      console.log(`${id.padEnd(34)}${evidence.padEnd(12)}${title}`);
    return 0;
  }
  const report = await runTarget(name, options);
  if (report.exitCode === 2) {
    console.error(`${report.baseUrl}: nothing could be judged, ${report.stopped}.`);
    return 2;
  }
  await showInVitest(join(options.reportDirectory, "report.json"));
  console.log(terminalReport(report, process.stdout, options));
  return report.exitCode;
}

/** The engine has judged; vitest shows each verdict as a test, to whatever reads vitest's results. */
async function showInVitest(reportPath: string): Promise<void> {
  process.env["NP6_CONTRACT_REPORT"] = reportPath;
  const vitest = await startVitest("test", [], {
    // Without the config file: its other projects would be set up too, for nothing.
    config: false,
    run: true,
    watch: false,
    include: ["contract-tests/contract.test.ts"],
    globalSetup: "contract-tests/global-setup.ts",
    reporters: [{}],
  });
  await vitest.close();
}
