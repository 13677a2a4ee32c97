import { existsSync } from "node:fs";
import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { type ProcessSample, runSoak, type SoakResult } from "./run-soak.ts";
import { trendOf } from "./trend.ts";

const help = `Usage: npm run proof soak [-- options]

One follower, for a long time, against a server whose events grow by some 150 a second, that lists some late, answers 429
in bursts, breaks off and is restarted every ten seconds or so. In the end, what was written must be the server's events,
each once, and the follower must hold no more memory and no more open files than after its first quarter. Linux only.

Options:
  --minutes N    how long (default: 10)
  --help         show this

Exit code: 0 all is well, 1 it is not, 2 wrong usage.`;

/** A share of the samples is the warm-up: compilation, caches, the first overlap. */
const warmUp = 0.25;

/** What is sampled, and how much growth is no leak, whatever the noise: code is compiled, the allocator keeps pages. */
const series: readonly [
  name: string,
  unit: string,
  of: (sample: ProcessSample) => number,
  tolerance: number,
][] = [
  ["heap after collection", "MB", ({ heapUsed }) => heapUsed / 2 ** 20, 2],
  ["resident memory", "MB", ({ rss }) => rss / 2 ** 20, 8],
  ["open files", "", ({ descriptors }) => descriptors, 0.5],
];

function report({ samples, ...result }: SoakResult): number {
  const { expected, lost, repeated, torn, afterCommit, restarts, lived } = result;
  const settled = samples.slice(Math.ceil(samples.length * warmUp));
  const problems: string[] = [];
  console.log(
    `events expected ${expected}, lost ${lost}, repeated ${repeated}, torn ${torn}, again after commit ${afterCommit}, server restarts ${restarts}`,
  );
  if (lost + repeated + torn + afterCommit > 0) problems.push("an event was lost or came twice");
  if (!lived) problems.push("the follower ended by itself");
  for (const [name, unit, of, tolerance] of series) {
    const { median, growth, noise } = trendOf(settled.map(of));
    const figures = [median, growth, noise].map((figure) => figure.toFixed(1));
    console.log(
      `${name.padEnd(22)} median ${figures[0]} ${unit}, growth ${figures[1]}, noise ${figures[2]} (${settled.length} samples)`,
    );
    if (growth > Math.max(noise, tolerance)) problems.push(`${name} grows by more than its noise`);
  }
  for (const problem of problems) console.log(`✗ ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

process.exitCode = await runCommand({
  help,
  options: { minutes: { type: "string" } },
  failureCode: 2,
  async run({ minutes: chosen }) {
    const minutes = Number(chosen ?? 10);
    if (!(minutes >= 0.5)) throw new UsageError("--minutes is a number from 0.5: less has too few samples.");
    if (!existsSync("/proc/self/fd"))
      throw new UsageError("The open files of a process are read from /proc, which is not here.");
    return report(await runSoak(minutes));
  },
});
