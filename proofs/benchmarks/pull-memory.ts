import { join } from "node:path";
import { runCommand } from "../../scripts/command-line.ts";
import { eventFormats } from "../../src/cli/formats/event-format.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { measurePeak, type PeakRun } from "../kit/peak-memory.ts";
import { installPackage } from "../package/installed-package.ts";

const help = `Usage: npm run proof pull-memory [-- options]

Measures the most memory that np6-events pull ever holds, in each format, beside a process that fetches the same response
and throws it away. The command is that of the packed package; the sandbox serves the events.

Options:
  --events N   how many (default: 400000)
  --rounds N   how often each is measured; the median counts (default: 3)
  --help       show this

Exit code: 0 the default format stays under 1.3 times as much, 1 it does not, 2 wrong usage.`;

const limit = 1.3;
const drain = `
  const { NP6_BASE_URL, NP6_API_KEY } = process.env;
  const path = "/notifications/156/events/activations";
  const { body } = await fetch(NP6_BASE_URL + path, { headers: { "X-Key": NP6_API_KEY } });
  for await (const chunk of body);
`;

/** The one with the median peak. */
function median(runs: readonly PeakRun[]): PeakRun {
  const sorted = [...runs].sort((a, b) => a.peakMb - b.peakMb);
  return sorted[sorted.length >> 1] ?? { peakMb: Number.NaN, seconds: Number.NaN };
}

async function main(events: number, rounds: number): Promise<number> {
  await using sandbox = await startSandbox({ events });
  await using installed = await installPackage();
  const command = join(installed.folder, installed.manifest.bin["np6-events"] ?? "");
  const env = { PATH: process.env["PATH"], NP6_BASE_URL: sandbox.url, NP6_API_KEY: sandbox.key };
  const subjects: [name: string, args: string[], runs: PeakRun[]][] = [
    ["the body, thrown away", ["--input-type=module", "--eval", drain], []],
    ...Object.keys(eventFormats).map((format): [string, string[], PeakRun[]] => [
      `pull --format ${format}`,
      [command, "pull", "activations", "156", "--format", format],
      [],
    ]),
  ];
  // In turn: what slows the machine down, slows all of them down.
  for (let round = 0; round < rounds; round++) {
    for (const [, args, runs] of subjects) runs.push(await measurePeak(args, env));
  }
  const [drained = Number.NaN, ndjson = Number.NaN] = subjects.map(([, , runs]) => median(runs).peakMb);
  console.log(`${events.toLocaleString("en")} events, peak of resident memory, median of ${rounds}:`);
  for (const [name, , runs] of subjects) {
    const { peakMb, seconds } = median(runs);
    const ratio = (peakMb / drained).toFixed(2);
    console.log(`${name.padEnd(24)}${peakMb.toFixed(0).padStart(6)} MB  × ${ratio}  ${seconds.toFixed(1)} s`);
  }
  return ndjson < limit * drained ? 0 : 1;
}

process.exitCode = await runCommand({
  help,
  options: {
    events: { type: "string", default: "400000" },
    rounds: { type: "string", default: "3" },
  },
  run(options) {
    const [events, rounds] = [Number(options.events), Number(options.rounds)];
    if (!(Number.isInteger(events) && Number.isInteger(rounds) && events > 0 && rounds > 0)) {
      throw new UsageError("--events and --rounds are whole numbers from 1.");
    }
    return main(events, rounds);
  },
});
