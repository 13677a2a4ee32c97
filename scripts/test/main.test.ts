import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A project of its own that has our `npm test`, and finds vitest in our packages. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "np6-npm-test-"));
  const ours = fileURLToPath(new URL("../..", import.meta.url));
  symlinkSync(join(ours, "node_modules"), join(root, "node_modules"));
  for (const file of ["main.ts", "tally.ts", "steps.ts"]) {
    cpSync(join(ours, "scripts/test", file), join(root, "scripts/test", file));
  }
  writeScripts((script) => `echo ${script} is fine`);
  writeConfig("unit");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const scripts = ["lint:code", "types", "generate", "proof"];

/** Writes what each script that `npm test` runs does here. */
function writeScripts(command: (script: string) => string): void {
  const entries = scripts.map((script) => [script, command(script)]);
  write("package.json", JSON.stringify({ type: "module", scripts: Object.fromEntries(entries) }));
}

function writeConfig(...names: string[]): void {
  // One process for the files of a project, since each takes as long to start as all tests here.
  const of = (name: string, file: string) => ({ test: { name, include: [file], isolate: false } });
  const projects = names.map((name) => of(name, `${name}/*.test.js`));
  projects.push(of("steps", "scripts/test/steps.ts"));
  write("vitest.config.js", `export default { test: { projects: ${JSON.stringify(projects)} } };`);
}

function write(file: string, text: string): void {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Writes a test file; the imports are there. */
function writeTests(file: string, text: string): void {
  write(file, `import { beforeAll, describe, test } from "vitest";\n${text}`);
}

interface Run {
  readonly lastLine: string;
  readonly code: number | null;
}

function npmTest(...args: string[]): Run & { output: string } {
  const { VITEST: _, FORCE_COLOR: __, ...inherited } = process.env;
  const env = { ...inherited, CI: "1" };
  const program = ["scripts/test/main.ts", ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, program, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  const lastLine = stdout.trimEnd().split("\n").at(-1) ?? "";
  return { lastLine, code: status, output: stdout + stderr };
}

const steps = 4;

// Each of these runs takes two seconds of processor time, so each shows several things.

test("counts each step and each test as one, says last why tests were skipped, and writes no control codes", () => {
  writeTests(
    "unit/a.test.js",
    "for (const n of [1, 2]) test('no ' + n, ({ skip }) => skip('no browser')); test('d', () => {});" +
      "describe.skip('in a browser', () => { test('e', () => {}); test('f', () => {}); });",
  );
  // What it leaves to `npm run proof browser` and `npm run proof commands`.
  for (const name of ["browser", "commands"])
    writeTests(`${name}/b.test.js`, "test('b', () => { throw 1; });");
  writeConfig("unit", "browser", "commands");
  const { output, code } = npmTest();
  expect(output).toMatch(/^This takes about/);
  expect(output.trimEnd().split("\n").slice(-4)).toEqual([
    "Skipped:",
    "  2  no browser",
    "  2  unit/a.test.js: in a browser",
    `${steps + 1} passed, 0 failed, 4 skipped`,
  ]);
  expect(code).toBe(0);
  expect(output).not.toContain("\u001b");
});

test("counts steps, tests, files, hooks and stray errors as failed, and a project without a test", () => {
  writeScripts((script) => `echo line 3 of ${script} is wrong && exit 1`);
  // Each file alone would let the run pass if it were not counted.
  const files: Record<string, [text: string, passed: number, failed: number]> = {
    "unit/fails a test": [
      "test('a', () => {}); test('b', () => { throw 1; }); test.skip('c', () => {});",
      1,
      1,
    ],
    "unit/cannot be loaded": ["test('a', () => {}); throw new Error('broken');", 0, 1],
    "unit/has no test": ["", 0, 1],
    "unit/has a hook that fails": [
      "describe('s', () => { beforeAll(() => { throw 1; }); test.todo('a'); test('b', () => {}); });",
      0,
      1,
    ],
    "unit/leaves an error outside every test": [
      "test('a', () => { Promise.reject(new Error('stray')); });",
      1,
      1,
    ],
    "ending/ends its process beside its test": [
      "test('a', () => { process.kill(process.pid, 'SIGKILL'); });",
      0,
      2,
    ],
  };
  for (const [name, [text]] of Object.entries(files)) writeTests(`${name}.test.js`, text);
  writeConfig("unit", "ending", "contract");
  const { output, ...run } = npmTest();
  const sum = (index: 1 | 2) => Object.values(files).reduce((total, file) => total + file[index], 0);
  const lastLine = `${sum(1)} passed, ${steps + sum(2) + 1} failed, 3 skipped`;
  expect(run).toEqual({ lastLine, code: 1 });
  for (const script of scripts) expect(output).toContain(`line 3 of ${script} is wrong`);
  expect(output).toContain('The project "contract" of vitest.config.ts ran no test.');
});

test("with a filter runs no step and needs no test of each project, but one at all", () => {
  writeTests("unit/good.test.js", "test('good', () => {});");
  writeConfig("unit", "contract");
  expect(npmTest("nothing-like-it")).toMatchObject({ lastLine: "0 passed, 1 failed", code: 1 });
});

test("counts a configuration that cannot be loaded as failed", () => {
  write("vitest.config.js", "throw new Error('broken');");
  expect(npmTest()).toMatchObject({ lastLine: "0 passed, 1 failed", code: 1 });
});
