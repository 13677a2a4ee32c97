import { applyBaseline, readBaseline, writeBaseline } from "./baseline.ts";
import { liveRecorder } from "./engine/recorder.ts";
import type { ContractReport } from "./engine/report.ts";
import { runContract } from "./engine/run-contract.ts";
import type { ContractOptions } from "./options.ts";
import { openRecording, recordTo } from "./recording/recording.ts";
import { writeReports } from "./reports/write-reports.ts";
import { liveTarget } from "./targets/live.ts";
import { startMock } from "./targets/mock.ts";
import { startSandboxTarget } from "./targets/sandbox.ts";
import type { Target, TargetName } from "./targets/target.ts";

/** Starts a target, holds it to the contract and ends it, whatever happens; writes the reports. */
export async function runTarget(name: TargetName, options: ContractOptions): Promise<ContractReport> {
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
  const report = await judge(name, options);
  const compared = baseline === undefined ? report : applyBaseline(report, baseline);
  if (options.writeBaseline !== undefined) await writeBaseline(options.writeBaseline, compared);
  await writeReports(compared, options.reportDirectory, options.stepSummary);
  return compared;
}

async function judge(name: TargetName, options: ContractOptions): Promise<ContractReport> {
  if (options.replay !== undefined) {
    const { name: recorded, settings, recorder } = await openRecording(options.replay);
    return runContract(recorded, { ...settings, ...options.settings }, recorder);
  }
  const target = await startTarget(name);
  try {
    const settings = { ...target.settings, ...options.settings };
    const live = liveRecorder(settings);
    const recorder = options.record === undefined ? live : await recordTo(options.record, target, live);
    return await runContract(name, settings, recorder);
  } finally {
    await target.close();
  }
}

async function startTarget(name: TargetName): Promise<Target> {
  if (name === "mock") return startMock();
  return name === "sandbox" ? startSandboxTarget() : liveTarget(process.env);
}
