import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { followerKinds } from "./follower.ts";
import { type CrashResult, runCrashes } from "./run-crashes.ts";
import { runSyncCrashes, type SyncCrashResult } from "./run-sync-crashes.ts";
import { syncDatabaseKinds } from "./sync-database.ts";

const help = `Usage: npm run proof crash [-- [follow | sync] options]

Kills processes with SIGKILL at random moments, against a server that lists events late and many at the same millisecond,
answers 429 in bursts, breaks connections and is killed itself. In the end, what was written must be the server's events,
each once.

follow (the default) kills followers:
  library   a program that uses followEvents, 200 times
  out       np6-events follow --out, 100 times
sync kills programs that use syncEvents, for 12 streams and at most 10 requests a second:
  sqlite    one at a time, 100 times
  postgres  one of three, 100 times. Postgres itself is restarted meanwhile, and the streams of a killed one must
            be taken over within 60 s.

Options:
  --only KIND   one of these
  --kills N     how many processes are killed
  --seed N      of the events; the moments are random (default: 1)
  --help        show this

Exit code: 0 all is well, 1 an event was lost, repeated or torn, or a bound was broken, 2 wrong usage.`;

/** One row of the proof: what is killed, how often by default, and whether what came of it is all right. */
interface CrashRow {
  readonly kind: string;
  readonly kills: number;
  run(kills: number, seed: number): Promise<{ readonly text: string; readonly holds: boolean }>;
}

const follow: readonly CrashRow[] = followerKinds.map((kind) => ({
  kind,
  kills: kind === "library" ? 200 : 100,
  async run(kills, seed) {
    const result = await runCrashes(kind, kills, seed);
    const { lost, repeated, torn, afterCommit } = result;
    return { text: describeFollow(result), holds: lost + repeated + torn + afterCommit === 0 };
  },
}));

const sync: readonly CrashRow[] = syncDatabaseKinds.map((kind) => ({
  kind,
  kills: 100,
  async run(kills, seed) {
    const result = await runSyncCrashes(kind, kills, seed);
    const { lost, repeated, torn, mostRequests, allowedRequests, longestHold } = result;
    const holds = lost + repeated + torn === 0 && mostRequests <= allowedRequests && longestHold <= 60;
    return { text: describeSync(result), holds };
  },
}));

function describeFollow(result: CrashResult): string {
  const { kind, redelivered, afterCommit, late } = result;
  const again =
    kind === "library"
      ? `, delivered again uncommitted ${redelivered}, committed ${afterCommit}, late ${late}`
      : "";
  return `${describeVerdict(kind, result)}${again}, server restarts ${result.restarts}`;
}

function describeSync(result: SyncCrashResult): string {
  const { database, late, restarts, databaseRestarts, mostRequests, allowedRequests, longestHold } = result;
  const postgres =
    database === "postgres"
      ? `, its own ${databaseRestarts}, longest a dead worker held a stream ${longestHold} s`
      : "";
  return `${describeVerdict(database, result)}, late ${late}, requests in 10 s ${mostRequests} of ${allowedRequests}, server restarts ${restarts}${postgres}`;
}

function describeVerdict(
  kind: string,
  {
    kills,
    expected,
    lost,
    repeated,
    torn,
  }: Pick<CrashResult, "kills" | "expected" | "lost" | "repeated" | "torn">,
): string {
  return `${kind}: kills ${kills}, events expected ${expected}, lost ${lost}, repeated ${repeated}, torn ${torn}`;
}

process.exitCode = await runCommand({
  help,
  allowPositionals: true,
  options: { only: { type: "string" }, kills: { type: "string" }, seed: { type: "string" } },
  async run({ only, kills: chosen, seed = "1" }, [what = "follow", ...others]) {
    if (!["follow", "sync"].includes(what) || others.length > 0) {
      throw new UsageError(`What is killed is follow or sync, not "${[what, ...others].join(" ")}".`);
    }
    const rows = what === "sync" ? sync : follow;
    const picked = rows.filter(({ kind }) => only === undefined || only === kind);
    if (picked.length === 0) {
      throw new UsageError(`--only is ${rows.map(({ kind }) => kind).join(" or ")}, not "${only}".`);
    }
    const kills = chosen === undefined ? undefined : Number(chosen);
    for (const number of [kills ?? 1, Number(seed)]) {
      if (!Number.isInteger(number) || number < 1)
        throw new UsageError("--kills and --seed are whole numbers from 1.");
    }
    let exitCode = 0;
    for (const row of picked) {
      const began = performance.now();
      const { text, holds } = await row.run(kills ?? row.kills, Number(seed));
      console.log(`${text}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
      if (!holds) exitCode = 1;
    }
    return exitCode;
  },
});
