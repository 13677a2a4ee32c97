import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractReport } from "./engine/report.ts";
import { runContract } from "./engine/run-contract.ts";
import type { ContractOptions } from "./options.ts";
import type { Target } from "./targets/target.ts";

/** Holds a target to the contract and writes the report; ends the target, whatever happens. */
export async function judgeTarget(target: Target, options: ContractOptions): Promise<ContractReport> {
  try {
    const report = await runContract(target.name, { ...target.settings, ...options.settings });
    await mkdir(options.reportDirectory, { recursive: true });
    await writeFile(join(options.reportDirectory, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await target.close();
  }
}
