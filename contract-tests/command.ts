import { readKeyFile } from "../src/shared/key-file.ts";
import { UsageError } from "../src/shared/usage-error.ts";
import { applyBaseline, prepareBaseline, readBaseline, writeBaseline } from "./baseline.ts";
import { checks } from "./checks/index.ts";
import type { TellProgress } from "./engine/progress.ts";
import { liveRecorder, type Recorder } from "./engine/recorder.ts";
import type { ContractReport } from "./engine/report.ts";
import { type ContractOptions, contractHelp, readOptions } from "./options.ts";
import { openRecording, recordTo } from "./recording/recording.ts";
import { type ProgressStream, progressView } from "./reports/progress.ts";
import { terminalReport } from "./reports/terminal.ts";
import { appendSummary, prepareReports, writeReports } from "./reports/write-reports.ts";
import { runContract } from "./run-contract.ts";
import { liveTarget } from "./targets/live.ts";
import { startSandboxTarget } from "./targets/sandbox.ts";
import type { Target } from "./targets/target.ts";

/** Streams and environment of the process, passed in. */
export interface ConformIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The terminal or pipe that the text goes to: it decides about colours and the width. */
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Takes what is not the report. */
  readonly stderr: ProgressStream;
  /** Writes a text to `stdout`. */
  print(text: string): Promise<void>;
}

/**
 * Runs the conformance suite as a command line says. Every command that runs the suite is this one.
 *
 * @param startMock Starts the mock, which is then the default target. It is passed in because it needs Prism, which the
 *   package does not contain.
 * @returns The exit code of the run.
 * @throws UsageError when an option or a setting is wrong, or when nothing could be judged. The exit code is then 2.
 */
export async function runConformCommand(
  args: readonly string[],
  io: ConformIo,
  startMock?: () => Promise<Target>,
): Promise<number> {
  const given = readOptions(args, io.env, startMock ? ["mock", "sandbox", "live"] : ["live", "sandbox"]);
  if (given.help) {
    await io.print(contractHelp);
    return 0;
  }
  if (given.listChecks) {
    await io.print(
      checks.map(({ id, evidence, title }) => `${id.padEnd(34)}${evidence.padEnd(12)}${title}\n`).join(""),
    );
    return 0;
  }
  const target = await startTarget(given, io.env, startMock);
  // Only the recording says what it is one of.
  const isElsewhere = given.replay !== undefined && !io.env["NP6_REPORT_DIR"];
  const options = isElsewhere ? { ...given, reportDirectory: `reports/${target.name}` } : given;
  const view = progressView(io.stderr, target.settings.maxRps);
  const report = await judgeTarget(
    target,
    options,
    (text) => io.stderr.write(`${text}\n`),
    target.recorder === undefined ? view.tell : undefined,
  ).finally(() => view.end());
  if (report.exitCode === 2) {
    throw new UsageError(`${report.baseUrl}: nothing could be judged, ${report.stopped}.`);
  }
  await io.print(`${terminalReport(report, io.stdout, options)}\n`);
  return report.exitCode;
}

async function startTarget(
  { target, replay, apiKeyFile, server }: ContractOptions,
  env: ConformIo["env"],
  startMock: (() => Promise<Target>) | undefined,
): Promise<Target & { readonly recorder?: Recorder }> {
  if (replay !== undefined) return openRecording(replay);
  if (target === "mock" && startMock !== undefined) return startMock();
  if (target === "sandbox") return startSandboxTarget();
  const key = apiKeyFile === undefined ? {} : { NP6_API_KEY: await readKeyFile(apiKeyFile) };
  return liveTarget({ ...env, ...key, ...server }, Date.now(), {
    ...(server.NP6_BASE_URL === undefined ? {} : { baseUrl: "--url" }),
    ...(server.NP6_NOTIFICATION_ID === undefined ? {} : { notificationId: "--notification" }),
    ...(server.NP6_WINDOW === undefined ? {} : { window: "--window" }),
  });
}

/**
 * Judges a target, compares the result with the baseline, and writes the reports. It always closes the target.
 *
 * @param target With a recorder of its own, its responses come from a recording, and nothing is sent.
 * @param warn Takes what went wrong beside the run.
 * @param tell Told of each request before it is sent.
 */
export async function judgeTarget(
  target: Target & { readonly recorder?: Recorder },
  options: ContractOptions,
  warn: (text: string) => void = () => {},
  tell?: TellProgress,
): Promise<ContractReport> {
  const { stepSummary, writeBaseline: baselineFile } = options;
  try {
    // All of these come before the first request: a run must not fail at its end because its baseline cannot be read or
    // its files cannot be written.
    await prepareReports(options.reportDirectory);
    if (baselineFile !== undefined) await prepareBaseline(baselineFile);
    const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
    const settings = { ...target.settings, ...options.settings };
    const asking = target.recorder ?? liveRecorder(settings);
    const recorder = options.record === undefined ? asking : await recordTo(options.record, target, asking);
    const judged = await runContract(target.name, settings, recorder, tell);
    const report = baseline === undefined ? judged : applyBaseline(judged, baseline);
    if (baselineFile !== undefined) await writeBaseline(baselineFile, report);
    await writeReports(report, options.reportDirectory);
    const unsummarised = stepSummary === undefined ? undefined : await appendSummary(report, stepSummary);
    if (unsummarised !== undefined) warn(unsummarised);
    return report;
  } finally {
    await target.close();
  }
}
