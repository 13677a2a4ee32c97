import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { coldStart } from "./suites/cold-start.ts";
import { generation, suiteDuration } from "./suites/commands.ts";
import { followSuite, sandbox } from "./suites/follow.ts";
import { concurrency, smallRequest } from "./suites/small.ts";
import { gzip, sizes, streaming } from "./suites/streaming.ts";
import type { Settings, Suite } from "./suites/suite.ts";
import { syncIdleSuite, syncSuite } from "./suites/sync.ts";
import { weight } from "./suites/weight.ts";

const suites: readonly Suite[] = [
  streaming,
  sizes,
  gzip,
  smallRequest,
  concurrency,
  coldStart,
  followSuite,
  syncSuite,
  syncIdleSuite,
  sandbox,
  suiteDuration,
  generation,
  weight,
];
const names = suites.map(({ name }) => name);

const help = `Usage: npm run bench [-- <benchmark>… --events 400000 --rounds 3 --max-mb 2000 --dry-run]

Measures the package against what else would do the job, and writes each table into docs/benchmarks.md; with --dry-run
only on the terminal. Without a name all of them: ${names.join(", ")}.
It takes about a quarter of an hour, needs 3 GB of memory and wants an idle machine. Installs proofs/benchmarks/ at first.

--events   length of the long list
--rounds   how often each subject is measured; small-request has two more
--max-mb   longest list of \`sizes\`

Exit code: 0 when all was measured, 1 when that failed, 2 for wrong usage.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = `${root}docs/benchmarks.md`;

/** Puts a table between the marks of its section. */
function replaceSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start)
    throw new Error(`docs/benchmarks.md has no section for ${name}: ${open} … ${close}`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

async function main(chosen: readonly Suite[], settings: Settings, dryRun: boolean): Promise<void> {
  if (!existsSync(`${root}proofs/benchmarks/node_modules`)) {
    execFileSync("npm", ["ci", "--prefix", "proofs/benchmarks", "--no-audit", "--no-fund"], {
      cwd: root,
      stdio: "inherit",
    });
  }
  for (const suite of chosen) {
    process.stderr.write(`${suite.name} `);
    const result = await suite.run(settings);
    const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}.`;
    const content = `${suite.about(settings)} ${machine}\n\n${result}`;
    console.log(`\n${content}\n`);
    if (!dryRun) await writeFile(file, replaceSection(await readFile(file, "utf8"), suite.name, content));
  }
}

function countOf(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new UsageError(`--${name} must be a whole number above 0.`);
}

process.exitCode = await runCommand({
  help,
  allowPositionals: true,
  options: {
    events: { type: "string", default: "400000" },
    rounds: { type: "string", default: "3" },
    "max-mb": { type: "string", default: "2000" },
    "dry-run": { type: "boolean", default: false },
  },
  run({ events, rounds, "max-mb": maxMb, "dry-run": dryRun }, wanted) {
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new UsageError(`There is no benchmark "${unknown}"; there are ${names.join(", ")}.`);
    }
    const chosen = wanted.length > 0 ? suites.filter(({ name }) => wanted.includes(name)) : suites;
    const settings = {
      events: countOf("events", events),
      rounds: countOf("rounds", rounds),
      maxMb: countOf("max-mb", maxMb),
    };
    return main(chosen, settings, dryRun);
  },
});
