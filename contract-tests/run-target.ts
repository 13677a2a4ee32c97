import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractReport } from "./engine/report.ts";
import { runContract } from "./engine/run-contract.ts";
import type { ContractOptions } from "./options.ts";
import { liveTarget } from "./targets/live.ts";
import { startMock } from "./targets/mock.ts";
import { startSandboxTarget } from "./targets/sandbox.ts";
import type { Target, TargetName } from "./targets/target.ts";

/** Starts a target, holds it to the contract and ends it, whatever happens; writes the report as JSON. */
export async function runTarget(name: TargetName, options: ContractOptions): Promise<ContractReport> {
  const target = await startTarget(name);
  try {
    const report = await runContract(name, { ...target.settings, ...options.settings });
    await mkdir(options.reportDirectory, { recursive: true });
    await writeFile(join(options.reportDirectory, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await target.close();
  }
}

async function startTarget(name: TargetName): Promise<Target> {
  if (name === "mock") return startMock();
  return name === "sandbox" ? startSandboxTarget() : liveTarget(process.env);
}
