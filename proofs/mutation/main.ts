import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { type PostgresSetUp, startPostgres } from "../kit/postgres.ts";
import { recordOnce } from "./judges/record-once.ts";
import { type Part, parts } from "./parts.ts";
import { type MutationScore, runPart } from "./run-part.ts";

const names = parts.map(({ name }) => name).join(", ");
/** One server for all changes, and some of them leave connections open. */
const manyConnections: PostgresSetUp = { settings: { max_connections: "500" } };
/** Share of the changes that must be noticed. */
const least = 0.9;
const help = `Usage: npm run proof mutation [-- part... options]

Changes the code, one change at a time, and sees whether a test notices. Parts: ${names} (default: all).
The judges are tried on what the servers of the self-test's catalogue answered, which is recorded first.

Options:
  --mutate FILE  change these files of the part only, or lines of them: src/a.ts:10-20,src/b.ts
  --lanes N      how many changes are tried at a time (default: 2)
  --help         show this

Writes reports/mutation/<part>/report.html and .json.
Exit code: 0 in each part ${least * 100} % of the changes were noticed, 1 in one they were not, 2 wrong usage.`;

function choose(chosen: readonly string[]): readonly Part[] {
  const unknown = chosen.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new UsageError(`Unknown part: ${unknown.join(", ")}. One of ${names}.`);
  return chosen.length === 0 ? parts : parts.filter(({ name }) => chosen.includes(name));
}

async function main(chosen: readonly Part[], mutate: string | undefined, lanes: number): Promise<number> {
  const scores: MutationScore[] = [];
  for (const part of chosen) {
    if (part.name === "judges") process.env["MUTATION_RECORDINGS"] = await recordOnce();
    await using postgres = part.name === "postgres" ? await startPostgres(manyConnections) : undefined;
    if (postgres) process.env["MUTATION_POSTGRES"] = await postgres.database();
    scores.push(await runPart(part, mutate, lanes));
  }
  for (const { name, noticed, all } of scores)
    console.log(`${name.padEnd(11)}${((noticed / all) * 100).toFixed(2)} % of ${all} changes noticed`);
  return scores.every(({ noticed, all }) => noticed >= least * all) ? 0 : 1;
}

process.exitCode = await runCommand({
  help,
  options: { mutate: { type: "string" }, lanes: { type: "string" } },
  allowPositionals: true,
  failureCode: 2,
  run({ mutate, lanes: chosen }, names) {
    const lanes = Number(chosen ?? 2);
    if (!Number.isInteger(lanes) || lanes < 1) throw new UsageError("--lanes is a whole number from 1.");
    if (mutate !== undefined && names.length !== 1) throw new UsageError("--mutate needs one part.");
    return main(choose(names), mutate, lanes);
  },
});
