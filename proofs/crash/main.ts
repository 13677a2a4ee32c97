import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { type FollowerKind, followerKinds } from "./follower.ts";
import { type CrashResult, runCrashes } from "./run-crashes.ts";

const help = `Usage: npm run proof crash [-- options]

Kills followers with SIGKILL at random moments, against a server that lists events late and many at the same millisecond,
answers 429 in bursts, breaks connections and is killed itself. In the end, what was written must be the server's events,
each once.

Options:
  --only KIND   library: a program that uses followEvents; out: np6-events follow --out (default: both)
  --kills N     how many followers are killed (default: 200 of library, 100 of out)
  --seed N      of the events; the moments are random (default: 1)
  --help        show this

Exit code: 0 all is well, 1 an event was lost, repeated or torn, 2 wrong usage.`;

const defaultKills: Record<FollowerKind, number> = { library: 200, out: 100 };

async function main(
  kinds: readonly FollowerKind[],
  kills: number | undefined,
  seed: number,
): Promise<number> {
  let exitCode = 0;
  for (const kind of kinds) {
    const began = performance.now();
    const result = await runCrashes(kind, kills ?? defaultKills[kind], seed);
    console.log(`${describe(result)}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const { lost, repeated, torn, afterCommit } = result;
    if (lost + repeated + torn + afterCommit > 0) exitCode = 1;
  }
  return exitCode;
}

function describe(result: CrashResult): string {
  const { kind, kills, restarts, expected, lost, repeated, torn, redelivered, afterCommit, late } = result;
  const again =
    kind === "library"
      ? `, delivered again uncommitted ${redelivered}, committed ${afterCommit}, late ${late}`
      : "";
  return `${kind}: kills ${kills}, events expected ${expected}, lost ${lost}, repeated ${repeated}, torn ${torn}${again}, server restarts ${restarts}`;
}

process.exitCode = await runCommand({
  help,
  options: { only: { type: "string" }, kills: { type: "string" }, seed: { type: "string" } },
  run({ only, kills: chosen, seed = "1" }) {
    const kinds = followerKinds.filter((kind) => only === undefined || only === kind);
    if (kinds.length === 0) throw new UsageError(`--only is ${followerKinds.join(" or ")}, not "${only}".`);
    const kills = chosen === undefined ? undefined : Number(chosen);
    for (const number of [kills ?? 1, Number(seed)]) {
      if (!Number.isInteger(number) || number < 1)
        throw new UsageError("--kills and --seed are whole numbers from 1.");
    }
    return main(kinds, kills, Number(seed));
  },
});
