import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTwoFilesPatch } from "diff";
import { runCommand } from "../../scripts/command-line.ts";
import { entries } from "../../tsdown.config.ts";
import { apiReport } from "./api-report.ts";

const help = `Usage: npm run proof api [-- --check]

Writes proofs/package/api-report/: what each entry of the package promises in types. A change there is a change for users.

  --check   write nothing; fail if proofs/package/api-report/ is not what src/ gives
  --help    show this

Exit code: 0 done, 1 --check found a difference, 2 wrong usage.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "proofs/package/api-report");

/** The reports, by file name. */
async function reports(): Promise<ReadonlyMap<string, string>> {
  const made = Object.entries(entries).map(
    async ([name, source]) => [`${name}.d.ts`, await apiReport(source, root)] as const,
  );
  return new Map(await Promise.all(made));
}

async function committed(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}

async function check(): Promise<number> {
  const [now, before] = await Promise.all([reports(), committed()]);
  const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
    (name) => now.get(name) !== before.get(name),
  );
  for (const name of changed) {
    console.log(
      createTwoFilesPatch(name, name, before.get(name) ?? "", now.get(name) ?? "", "committed", "now"),
    );
  }
  if (changed.length === 0) console.log("proofs/package/api-report/ is what src/ gives.");
  else
    console.log(
      `What users see of ${changed.join(", ")} changed. If that is meant: "npm run proof api", and a changeset.`,
    );
  return changed.length > 0 ? 1 : 0;
}

async function write(): Promise<number> {
  const now = await reports();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [name, text] of now) await writeFile(join(folder, name), text);
  console.log(`proofs/package/api-report/: ${[...now.keys()].join(", ")}.`);
  return 0;
}

process.exitCode = await runCommand({
  help,
  options: { check: { type: "boolean" } },
  run: (options) => (options.check ? check() : write()),
});
