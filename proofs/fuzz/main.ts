import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { keep, withFastCheck } from "./drivers.ts";
import type { FuzzTarget } from "./target.ts";
import { fuzzTargets } from "./targets/index.ts";

const help = `Usage: npm run proof fuzz [-- options]

Fuzzes every parser of external input: fast-check edits valid inputs and makes new ones. An input that breaks something is
kept in proofs/fuzz/fixtures/, from where the tests run it; commit it with the fix.

Options:
  --seconds N    for all of it together (default: 60)
  --target a,b   ${fuzzTargets.map(({ name }) => name).join(", ")} (default: all)
  --help         show this

Exit code: 0 all held, 1 an input broke something, 2 wrong usage.`;

async function main(targets: readonly FuzzTarget[], seconds: number): Promise<number> {
  const share = Math.max(1, Math.floor(seconds / targets.length));
  let failed = 0;
  for (const target of targets) {
    const { runs, broken } = await withFastCheck(target, share);
    console.log(`${broken ? "✗" : "✓"} ${target.name.padEnd(14)}${String(runs).padStart(9)} inputs`);
    if (!broken) continue;
    failed++;
    console.log(`    ${broken.why}\n    kept in ${keep(target.name, broken.input)}`);
  }
  console.log(`${targets.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await runCommand({
  help,
  options: { seconds: { type: "string" }, target: { type: "string" } },
  failureCode: 2,
  run({ target, seconds = "60" }) {
    const names = target?.split(",") ?? fuzzTargets.map(({ name }) => name);
    const unknown = names.filter((name) => !fuzzTargets.some((known) => known.name === name));
    if (unknown.length > 0) throw new UsageError(`Unknown target: ${unknown.join(", ")}.`);
    if (!(Number(seconds) >= 1)) throw new UsageError("--seconds is a number from 1.");
    return main(
      fuzzTargets.filter(({ name }) => names.includes(name)),
      Number(seconds),
    );
  },
});
