import { applyBaseline, readBaseline, writeBaseline } from "./baseline.ts";
import { liveRecorder, type Recorder } from "./engine/recorder.ts";
import type { ContractReport } from "./engine/report.ts";
import { runContract } from "./engine/run-contract.ts";
import type { ContractOptions } from "./options.ts";
import { recordTo } from "./recording/recording.ts";
import { prepareReports, writeReports } from "./reports/write-reports.ts";
import type { Target } from "./targets/target.ts";

/**
 * Holds a target to the contract, compares with the baseline and writes the reports; ends the target, whatever happens.
 *
 * @param target With a recorder of its own, it answers from that, and nothing is sent.
 */
export async function judgeTarget(
  target: Target & { readonly recorder?: Recorder },
  options: ContractOptions,
): Promise<ContractReport> {
  try {
    // Before anything is sent: a run must not end with the news that its baseline cannot be read, or its report not
    // be written.
    await prepareReports(options.reportDirectory);
    const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
    const settings = { ...target.settings, ...options.settings };
    const asking = target.recorder ?? liveRecorder(settings);
    const recorder = options.record === undefined ? asking : await recordTo(options.record, target, asking);
    const judged = await runContract(target.name, settings, recorder);
    const report = baseline === undefined ? judged : applyBaseline(judged, baseline);
    if (options.writeBaseline !== undefined) await writeBaseline(options.writeBaseline, report);
    await writeReports(report, options.reportDirectory, options.stepSummary);
    return report;
  } finally {
    await target.close();
  }
}
