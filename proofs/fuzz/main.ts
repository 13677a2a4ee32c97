import { parseArgs } from "node:util";
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

try {
  const { values } = parseArgs({
    options: { seconds: { type: "string" }, target: { type: "string" }, help: { type: "boolean" } },
  });
  const names = values.target?.split(",") ?? fuzzTargets.map(({ name }) => name);
  const unknown = names.filter((name) => !fuzzTargets.some((target) => target.name === name));
  if (unknown.length > 0) throw new Error(`Unknown target: ${unknown.join(", ")}.`);
  const seconds = Number(values.seconds ?? 60);
  if (!(seconds >= 1)) throw new Error("--seconds is a number from 1.");
  if (values.help) console.log(help);
  else {
    const targets = fuzzTargets.filter(({ name }) => names.includes(name));
    process.exitCode = await main(targets, seconds);
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error} See --help.`);
  process.exitCode = 2;
}
