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

const scripts = ["lint", "types", "generate", "proof"];

/** Writes what each script that `npm test` runs does here. */
function writeScripts(command: (script: string) => string): void {
  const entries = scripts.map((script) => [script, command(script)]);
  write("package.json", JSON.stringify({ type: "module", scripts: Object.fromEntries(entries) }));
}

function writeConfig(...names: string[]): void {
  const projects = names.map((name) => ({ test: { name, include: [`${name}/*.test.js`] } }));
  projects.push({ test: { name: "steps", include: ["scripts/test/steps.ts"] } });
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

const stepsAndOneTest = 6;

test("counts each step and each test as one", () => {
  writeTests("unit/a.test.js", "test('a', () => {});");
  const { output, ...run } = npmTest();
  expect(run).toEqual({ lastLine: `${stepsAndOneTest} passed, 0 failed`, code: 0 });
  expect(output).toMatch(/^This takes about/);
});

test("counts each step that breaks as failed, and shows its output", () => {
  writeTests("unit/a.test.js", "test('a', () => {});");
  writeScripts((script) => `echo line 3 of ${script} is wrong && exit 1`);
  const { output, ...run } = npmTest();
  expect(run).toEqual({ lastLine: `1 passed, ${stepsAndOneTest - 1} failed`, code: 1 });
  for (const script of scripts) expect(output).toContain(`line 3 of ${script} is wrong`);
});

test("counts passed, failed and skipped tests one by one, and no step when tests were chosen", () => {
  writeTests(
    "unit/a.test.js",
    "test('a', () => {}); test('b', () => { throw 1; }); test.skip('c', () => {});",
  );
  writeTests("unit/b.test.js", "test('d', () => {}); test.todo('e');");
  expect(npmTest("unit")).toMatchObject({ lastLine: "2 passed, 1 failed, 2 skipped", code: 1 });
});

test("says last why tests were skipped, by reason, and writes no control codes into a pipe", () => {
  writeTests(
    "unit/a.test.js",
    "for (const n of [1, 2]) test('no ' + n, ({ skip }) => skip('no browser')); test('d', () => {});" +
      "describe.skip('in a browser', () => { test('e', () => {}); test('f', () => {}); });",
  );
  const { output, code } = npmTest("unit");
  expect(code).toBe(0);
  expect(output.trimEnd().split("\n").slice(-4)).toEqual([
    "Skipped:",
    "  2  no browser",
    "  2  unit/a.test.js: in a browser",
    "1 passed, 0 failed, 4 skipped",
  ]);
  expect(output).not.toContain("\u001b");
});

test("counts files that cannot be loaded, failing hooks and stray errors as failed", () => {
  // Each file alone would let the run pass if it were not counted; together they cost one run.
  const files: Record<string, [text: string, passed: number, failed: number]> = {
    "cannot be loaded": ["test('a', () => {}); throw new Error('broken');", 0, 1],
    "has no test": ["", 0, 1],
    "has a hook that fails": [
      "describe('s', () => { beforeAll(() => { throw 1; }); test.todo('a'); test('b', () => {}); });",
      0,
      1,
    ],
    "leaves an error outside every test": ["test('a', () => { Promise.reject(new Error('stray')); });", 1, 1],
    "ends its process beside its test": ["test('a', () => { process.kill(process.pid, 'SIGKILL'); });", 0, 2],
  };
  for (const [name, [text]] of Object.entries(files)) writeTests(`unit/${name}.test.js`, text);
  const sum = (index: 1 | 2) => Object.values(files).reduce((total, file) => total + file[index], 0);
  expect(npmTest("unit")).toMatchObject({
    lastLine: `${sum(1)} passed, ${sum(2)} failed, 2 skipped`,
    code: 1,
  });
});

test("counts a project without a test as failed, unless tests were chosen", () => {
  writeTests("unit/good.test.js", "test('good', () => {});");
  writeConfig("unit", "contract");
  expect(npmTest()).toMatchObject({ lastLine: `${stepsAndOneTest} passed, 1 failed`, code: 1 });
  expect(npmTest("good")).toMatchObject({ lastLine: "1 passed, 0 failed", code: 0 });
});

test("counts a filter that no test matches as failed", () => {
  expect(npmTest("nothing-like-it")).toMatchObject({ lastLine: "0 passed, 1 failed", code: 1 });
});

test("counts a configuration that cannot be loaded as failed", () => {
  write("vitest.config.js", "throw new Error('broken');");
  expect(npmTest()).toMatchObject({ lastLine: "0 passed, 1 failed", code: 1 });
});
