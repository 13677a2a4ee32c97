import { checks } from "../../contract-tests/checks/index.ts";
import { judgeTarget } from "../../contract-tests/judge-target.ts";
import { contractHelp, readOptions } from "../../contract-tests/options.ts";
import { openRecording } from "../../contract-tests/recording/recording.ts";
import { terminalReport } from "../../contract-tests/reports/terminal.ts";
import { liveTarget } from "../../contract-tests/targets/live.ts";
import { UsageError } from "../shared/usage-error.ts";
import { aborted } from "./aborted.ts";
import type { CliIo } from "./cli-io.ts";
import { writeText } from "./write-text.ts";

const help = `Usage: np6-events conform [options]

Holds the server at NP6_BASE_URL to the contract of the notification event endpoints, with GET alone.

${contractHelp.replace("\n  --help ", "\n  --api-key-file FILE       file that holds the API key, in place of NP6_API_KEY$&")}
`;

/**
 * Runs the suite, or says what it was asked about itself.
 *
 * @returns The exit code of the suite.
 * @throws UsageError if an option or a setting is wrong.
 */
export async function conform(args: readonly string[], io: CliIo): Promise<number> {
  const print = (text: string): Promise<void> => writeText(io.stdout, text, io.signal);
  const options = readOptions(args, io.env, "live");
  if (options.help) {
    await print(help);
    return 0;
  }
  if (options.listChecks) {
    await print(
      checks.map(({ id, evidence, title }) => `${id.padEnd(34)}${evidence.padEnd(12)}${title}\n`).join(""),
    );
    return 0;
  }
  const target = options.replay === undefined ? liveTarget(io.env) : await openRecording(options.replay);
  const report = await Promise.race([judgeTarget(target, options), aborted(io.signal)]);
  if (report.exitCode === 2) {
    throw new UsageError(`${report.baseUrl}: nothing could be judged, ${report.stopped}.`);
  }
  await print(`${terminalReport(report, io.stdout, options)}\n`);
  return report.exitCode;
}
