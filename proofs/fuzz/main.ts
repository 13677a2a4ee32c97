import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type FuzzResult, keep, withFastCheck, withJsfuzz } from "./drivers.ts";
import type { FuzzTarget } from "./target.ts";
import { fuzzTargets } from "./targets/index.ts";

const help = `Usage: npm run fuzz [-- options]

Gives everything that reads what others wrote inputs that nobody thought of: by rules (fast-check), and by what makes the
code take new paths (jsfuzz, which is installed at its first use). An input that breaks something is kept in
proofs/fuzz/fixtures/, from where the tests run it; commit it with the mend.

Options:
  --seconds N    for all of it together (default: 60)
  --target a,b   ${fuzzTargets.map(({ name }) => name).join(", ")} (default: all)
  --help         show this

Exit code: 0 all held, 1 an input broke something, 2 wrong usage.`;

const jsfuzz = fileURLToPath(new URL("fuzz/jsfuzz", import.meta.url));

async function main(targets: readonly FuzzTarget[], seconds: number): Promise<number> {
  if (!existsSync(join(jsfuzz, "node_modules"))) {
    const { status } = spawnSync("npm", ["ci", "--prefix", jsfuzz, "--no-audit", "--no-fund"], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("The byte-level fuzzer could not be installed.");
  }
  const work = mkdtempSync(join(tmpdir(), "np6-fuzz-"));
  const share = Math.max(1, Math.floor(seconds / targets.length / 2));
  let broken = 0;
  const tell = (name: string, way: string, { runs, broken: found }: FuzzResult): void => {
    console.log(`${found ? "✗" : "✓"} ${name.padEnd(14)}${way.padEnd(12)}${String(runs).padStart(9)} inputs`);
    if (!found) return;
    broken++;
    console.log(`    ${found.why}\n    kept in ${keep(name, found.input)}`);
  };
  try {
    for (const target of targets) {
      tell(target.name, "fast-check", await withFastCheck(target, share));
      tell(target.name, "jsfuzz", await withJsfuzz(target, share, work));
    }
  } finally {
    rmSync(work, { recursive: true });
  }
  console.log(`${targets.length * 2 - broken} passed, ${broken} failed`);
  return broken > 0 ? 1 : 0;
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
  else
    process.exitCode = await main(
      fuzzTargets.filter(({ name }) => names.includes(name)),
      seconds,
    );
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error} See --help.`);
  process.exitCode = 2;
}
