import { existsSync } from "node:fs";
import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { type SyncDatabaseKind, syncDatabaseKinds } from "../crash/sync-database.ts";
import { runSoak, type SoakResult } from "./run-soak.ts";
import { runSyncSoak } from "./run-sync-soak.ts";
import { trendOf } from "./trend.ts";
import type { ProcessSample } from "./watched-process.ts";

const help = `Usage: npm run proof soak [-- options]

One follower, for a long time, against a server whose events grow by some 150 a second, that lists some late, answers 429
in bursts, breaks off and is restarted every ten seconds or so. In the end, what was written must be the server's events,
each once, and the follower must hold no more memory and no more open files than after its first quarter. Linux only.

With --streams, one np6-events sync of so many streams in its place, each of which grows by one or two events a second.

Options:
  --minutes N    how long (default: 10)
  --streams N    sync so many streams, three of each notification
  --database K   what they are synced into: ${syncDatabaseKinds.join(" or ")} (default: sqlite)
  --help         show this

Exit code: 0 all is well, 1 it is not, 2 wrong usage.`;

/** A share of the samples is the warm-up: compilation, caches, the first overlap. */
const warmUp = 0.25;

/** Megabytes by which resident memory may grow: code is compiled, the allocator keeps pages, SQLite its cache. */
const residentGrowth = { follow: 8, sync: 16 };

type Series = [name: string, unit: string, of: (sample: ProcessSample) => number, tolerance: number];

/** What is sampled, and how much growth is no leak, whatever the noise. */
const seriesOf = (resident: number): readonly Series[] => [
  ["heap after collection", "MB", ({ heapUsed }) => heapUsed / 2 ** 20, 2],
  ["resident memory", "MB", ({ rss }) => rss / 2 ** 20, resident],
  ["open files", "", ({ descriptors }) => descriptors, 0.5],
];

function report({ samples, ...result }: SoakResult, resident: number): number {
  const { expected, lost, repeated, torn, afterCommit = 0, restarts, lived } = result;
  const settled = samples.slice(Math.ceil(samples.length * warmUp));
  const problems: string[] = [];
  console.log(
    `events expected ${expected}, lost ${lost}, repeated ${repeated}, torn ${torn}, again after commit ${afterCommit}, server restarts ${restarts}`,
  );
  if (lost + repeated + torn + afterCommit > 0) problems.push("an event was lost or came twice");
  if (!lived) problems.push("the process ended by itself");
  for (const [name, unit, of, tolerance] of seriesOf(resident)) {
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
  options: { minutes: { type: "string" }, streams: { type: "string" }, database: { type: "string" } },
  failureCode: 2,
  async run({ minutes: chosen, streams, database = "sqlite" }) {
    const minutes = Number(chosen ?? 10);
    if (!(minutes >= 0.5)) throw new UsageError("--minutes is a number from 0.5: less has too few samples.");
    if (!existsSync("/proc/self/fd"))
      throw new UsageError("The open files of a process are read from /proc, which is not here.");
    if (streams === undefined) return report(await runSoak(minutes), residentGrowth.follow);
    const count = Number(streams);
    if (!Number.isInteger(count) || count < 1) throw new UsageError("--streams is a whole number from 1.");
    if (!isDatabaseKind(database))
      throw new UsageError(`--database is ${syncDatabaseKinds.join(" or ")}, not "${database}".`);
    return report(await runSyncSoak(minutes, count, database), residentGrowth.sync);
  },
});

function isDatabaseKind(name: string): name is SyncDatabaseKind {
  return (syncDatabaseKinds as readonly string[]).includes(name);
}
