import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findProof, proofs } from "./list.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;

/** Everything that tells its reader to run a script, but for the changelog, which tells of the past, and this file. */
const files = globSync(
  [
    "*.{md,json}",
    "{docs,examples}/*",
    ".github/**/*.{md,yml,sh}",
    "{src,spec,contract-tests,scripts,proofs}/**/*.{ts,yaml}",
  ],
  { cwd: root, exclude: ["**/node_modules", "CHANGELOG.md", "package-lock.json", "proofs/list.test.ts"] },
).filter((file) => /\.\w+$/.test(file));

/** The commands of a text that name a script or a proof that does not exist. */
function wrongCommands(text: string): readonly string[] {
  const commands = text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)(?: (?:-- )?([a-z][\w-]*))?/g);
  return [...commands]
    .filter(([, script = "", next]) => {
      if (!(script in scripts)) return true;
      return script === "proof" && next !== undefined && findProof(next) === undefined;
    })
    .map(([command]) => command);
}

test("each npm script and each proof that a page, a workflow or a message names exists", () => {
  expect(files).toContain("README.md");
  expect(files).toContain(join(".github", "workflows", "ci.yml"));
  expect(files.flatMap((file) => wrongCommands(read(file)).map((command) => `${file}: ${command}`))).toEqual(
    [],
  );
});

test("a script and a proof that do not exist are noticed", () => {
  const text =
    "`npm run lint`, `npm run lnit`, `npm run proof crash`, `npm run proof crush`, `npm run contract:sandboxes`";
  expect(wrongCommands(text)).toEqual(["npm run lnit", "npm run proof crush", "npm run contract:sandboxes"]);
});

test("a workflow runs each proof that can fail, because one that nobody runs breaks unnoticed", () => {
  // npm test runs `api`; the others fail only when they cannot measure.
  const elsewhere = ["api", "bench", "compare", "drift-speed"];
  const workflows = globSync(".github/workflows/*.yml", { cwd: root }).map(read).join("");
  const run = [...workflows.matchAll(/(?:npm run proof|^ {10}-) ([a-z][\w-]*)/gm)].map(
    ([, name = ""]) => name,
  );
  const all = proofs.map(({ name }) => name);
  expect(all.filter((name) => !elsewhere.includes(name) && !run.includes(name))).toEqual([]);
  expect(all).toEqual(expect.arrayContaining(elsewhere));
});

test("each proof is listed and has its program", () => {
  const folder = join(root, "proofs");
  expect(proofs.filter(({ program }) => !existsSync(join(folder, program)))).toEqual([]);
  const folders = globSync("*/main.ts", { cwd: folder }).map((file) => file.split(/[/\\]/)[0] ?? "");
  expect(folders.filter((name) => findProof(name) === undefined)).toEqual([]);
});
