import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { SpecError } from "./bundle.ts";
import { generate } from "./generate.ts";
import { readTinyDocument, tinyRoot } from "./testing/tiny-spec/read.ts";

/** A project that nothing was generated in. Its path has characters that have a meaning in URLs. */
let root: string;
/** What a run makes of it: most tests begin with that. */
const generated: string = await mkdtemp(join(tmpdir(), "np6-generated-"));
let firstLog: string;
beforeAll(async () => {
  await makeRoot();
  const { log, ...rest } = await run();
  expect(rest).toEqual({ code: 0, error: "" });
  firstLog = log;
  await rename(join(root, "generated"), generated);
  await rm(root, { recursive: true });
});
afterAll(() => rm(generated, { recursive: true, force: true }));
beforeEach(makeRoot);
afterEach(() => rm(root, { recursive: true, force: true }));

async function makeRoot(): Promise<void> {
  root = await mkdtemp(join(tmpdir(), "np6-generate a #b %41 ç?d-"));
  await cp(tinyRoot, root, { recursive: true });
}

const useGenerated = () => cp(generated, join(root, "generated"), { recursive: true });

async function run({
  check = false,
  document = Promise.resolve(readTinyDocument(root)),
} = {}): Promise<{ code: number; log: string; error: string }> {
  const said = { log: "", error: "" };
  const print = {
    log: (line: string) => {
      said.log += `${line}\n`;
    },
    error: (line: string) => {
      said.error += line;
    },
  };
  return { code: await generate({ root, document, questions: openQuestions, check, print }), ...said };
}

async function readGenerated(): Promise<Record<string, string>> {
  const names = await readdir(join(root, "generated"));
  const texts = names.map(
    async (name) => [name, await readFile(join(root, "generated", name), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

async function editSpec(before: string, after: string): Promise<void> {
  const file = join(root, "spec/openapi.yaml");
  const text = await readFile(file, "utf8");
  expect(text).toContain(before);
  await writeFile(file, text.replace(before, after));
}

test("two runs give the same bytes, and the second has nothing to write", async () => {
  expect(firstLog).toContain("wrote generated/types.d.ts");
  expect(firstLog).not.toContain("Changed for users");
  await useGenerated();
  const first = await readGenerated();
  const again = expect.stringMatching(/^generated\/ is what spec\/ gives\.\n\nTo decide:\n/);
  expect(await run()).toEqual({ code: 0, log: again, error: "" });
  expect(await readGenerated()).toEqual(first);
});

test("a run prints what changed for users since the last one, and the open decisions, and removes what is extra", async () => {
  await useGenerated();
  await mkdir(join(root, "generated/left-over"));
  await editSpec("minimum: 1, maximum: 1000", "minimum: 1, maximum: 500");
  const { log } = await run();
  expect(log).toContain(
    "Changed for users:\n  ~ parameter limit: integer from 1 to 1000, of activations becomes integer from 1 to 500, of activations\n",
  );
  expect(log).toContain("Version step of this change: major.");
  expect(log).toContain("removed generated/left-over");
  expect(await readdir(join(root, "generated"))).not.toContain("left-over");
  expect(log).toMatch(/\nTo decide:\n( {2}.*\n)* {2}No example shows ActivationEvent\./);
});

test("--check names each file that is stale, edited, missing or extra, and the command that fixes it", async () => {
  await useGenerated();
  await editSpec("note: ", "note: Changed. ");
  await writeFile(join(root, "generated/contract.js"), "// edited by hand\n");
  await rm(join(root, "generated/types.d.ts"));
  await mkdir(join(root, "generated/left-over"));
  const before = await readdir(join(root, "generated"));
  const { code, error } = await run({ check: true });
  expect(code).toBe(1);
  const changed = "is not what spec/ gives: the spec has changed since, or the file was edited by hand.";
  expect(error.split("\n")).toEqual([
    `generated/EVIDENCE.md ${changed}`,
    `generated/contract.js ${changed}`,
    `generated/evidence.json ${changed}`,
    "generated/left-over is extra: nothing generates it.",
    `generated/openapi.json ${changed}`,
    `generated/spec-digest.txt ${changed}`,
    "generated/types.d.ts is missing.",
    "Run `npm run generate` and commit what it writes.",
  ]);
  expect(await readdir(join(root, "generated")), "a check writes nothing").toEqual(before);
});

test("a broken spec is an error and leaves generated/ as it was", async () => {
  await useGenerated();
  const before = await readGenerated();
  const document = Promise.reject(new SpecError("[1] spec/openapi.yaml:1:1"));
  expect(await run({ document })).toEqual({
    code: 1,
    log: "",
    error: "[1] spec/openapi.yaml:1:1\n\nThe spec is broken; generated/ is left as it was.",
  });
  expect(await readGenerated()).toEqual(before);
});

test("a schema without a possible validator fails with a message and leaves generated/ as it was", async () => {
  await useGenerated();
  const before = await readGenerated();
  await editSpec("format: uuid", "format: shoe-size");
  const { code, error } = await run();
  expect(code).toBe(1);
  expect(error).toContain('unknown format "shoe-size"');
  expect(await readGenerated()).toEqual(before);
});
