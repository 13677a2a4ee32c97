import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Tally } from "./summary.ts";

/** A project of its own, which finds vitest in this one's packages. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "np6-tally-"));
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(root, "node_modules"));
  write("package.json", '{ "type": "module" }');
  projects("unit");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A test file of a project; the imports are there. */
function testFile(file: string, text: string): void {
  write(file, `import { beforeAll, describe, test } from "vitest";\n${text}`);
}

function projects(...names: string[]): void {
  const list = names.map((name) => ({ test: { name, include: [`${name}/*.test.js`] } }));
  write("vitest.config.js", `export default { test: { projects: ${JSON.stringify(list)} } };`);
}

function tally(...args: string[]): Tally {
  const program = `
    import { runVitest } from ${JSON.stringify(import.meta.resolve("./tally.ts"))};
    const tally = await runVitest(${JSON.stringify(args)});
    process.stdout.write("\\n" + JSON.stringify(tally), () => process.exit());
  `;
  const { VITEST: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    env,
  });
  return JSON.parse(String(stdout).split("\n").at(-1) || `"${stderr}"`);
}

test("passed, failed and skipped tests are counted one by one", () => {
  testFile("unit/a.test.js", "test('a', () => {}); test('b', () => { throw 1; }); test.skip('c', () => {});");
  testFile("unit/b.test.js", "test('d', () => {}); test.todo('e');");
  expect(tally()).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

describe("as failed counts", () => {
  beforeEach(() => testFile("unit/good.test.js", "test('good', () => {});"));

  test("a file that cannot be loaded", () => {
    testFile("unit/broken.test.js", "test('a', () => {}); throw new Error('broken');");
    expect(tally()).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("a file without a test", () => {
    testFile("unit/empty.test.js", "");
    expect(tally()).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("a suite whose hook failed", () => {
    testFile(
      "unit/hook.test.js",
      "describe('s', () => { beforeAll(() => { throw 1; }); test('a', () => {}); });",
    );
    expect(tally()).toMatchObject({ passed: 1, failed: 1 });
  });

  test("an error outside every test", () => {
    testFile("unit/stray.test.js", "test('a', () => { Promise.reject(new Error('stray')); });");
    expect(tally()).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test("a file whose process ends", () => {
    testFile("unit/ends.test.js", "test('a', () => { process.kill(process.pid, 'SIGKILL'); });");
    const theTestAndTheLostProcess = 2;
    expect(tally()).toEqual({ passed: 1, failed: theTestAndTheLostProcess, skipped: 0 });
  });

  test("a project without a test, unless the tests were chosen", () => {
    projects("unit", "contract");
    expect(tally()).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(tally("good")).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  test("a choice that no test matches", () => {
    expect(tally("nothing-like-it")).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
