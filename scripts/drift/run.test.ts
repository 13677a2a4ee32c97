import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { frozenContract, writeFrozenBundle } from "../testing/frozen-contract.ts";
import type { DriftReport } from "./report.ts";
import { type DriftOutcome, driftOptions, runDrift } from "./run.ts";
import { baseValue, changed } from "./testing/fixtures.ts";
import { otherOperations } from "./testing/other-operations.ts";

const today = fileURLToPath(new URL("fixtures/documents/today.yaml", import.meta.url));
const { path: folder, remove } = temporaryFolder("drift");
const root = join(folder, "frozen");
writeFrozenBundle(root);
afterAll(remove);

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  const isRaw = typeof content === "string" || Buffer.isBuffer(content);
  writeFileSync(path, isRaw ? content : JSON.stringify(content));
  return path;
}

const drift = (args: readonly string[], checkout: string): Promise<DriftOutcome> =>
  runDrift(parseArgs({ args: [...args], options: driftOptions }).values, checkout);

const breaking = () => file("breaking.json", changed(baseValue("today"), [{ set: "/paths", to: {} }]).root);
const info = () =>
  file(
    "info.json",
    changed(baseValue("today"), [{ set: "/components/schemas/EventModel/properties/new", to: {} }]).root,
  );

describe("the exit code", () => {
  test.each([
    ["no drift", () => today, [], 0],
    ["drift of any level", info, [], 1],
    ["drift that does not break, where only that fails", info, ["--fail-on", "breaking"], 0],
    ["drift that breaks, where only that fails", breaking, ["--fail-on", "breaking"], 1],
    ["drift where none fails", breaking, ["--fail-on", "none"], 0],
  ] as const)("%s", async (_, document, options, exitCode) => {
    expect((await drift(["--against", document(), ...options], root)).exitCode).toBe(exitCode);
  });

  test("a wrong option is no drift, but 2", () => {
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    const ended = spawnSync(process.execPath, [main, "--bogus"], { encoding: "utf8" });
    expect(ended).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--bogus") });
  });
});

test("hundreds of other operations in the vendor's document cause no drift", async () => {
  const value = baseValue("today");
  const path = file("large.json", otherOperations(value, 400));
  const { output, exitCode } = await drift(["--against", path, "--format", "json"], root);
  expect(exitCode).toBe(0);
  expect((JSON.parse(output) as DriftReport).findings).toEqual([]);
});

describe("a document that cannot be compared is rejected in one line", () => {
  const loop = {
    openapi: "3.0.0",
    paths: {
      "/notifications/{id}/events/executions": { $ref: "#/paths/~1notifications~1{id}~1events~1executions" },
    },
  };
  const anchored = { ...loop, paths: { "/notifications/{id}/events/executions": { $ref: "#listing" } } };
  test.each([
    ["nothing to compare with", [], /Name one of --against and --against-tag/],
    ["two to compare with", ["--against", "a", "--against-tag", "b"], /Name one of/],
    ["an unknown format", ["--against", today, "--format", "xml"], /text, json, markdown; not xml/],
    ["an unknown level", ["--against", today, "--fail-on", "toString"], /breaking, any, none; not toString/],
    [
      "a file that is not there",
      ["--against", "no-such-file.yaml"],
      /no-such-file.yaml cannot be read: ENOENT/,
    ],
    ["a folder", ["--against", folder], /EISDIR/],
    ["an empty file", ["--against", file("empty", "")], /neither JSON nor YAML/],
    ["a page", ["--against", file("page", "<!doctype html><html></html>")], /not an OpenAPI document/],
    ["broken JSON", ["--against", file("broken.json", '{"openapi": "3.1.0",')], /neither JSON nor YAML/],
    [
      "broken YAML",
      ["--against", file("broken.yaml", "openapi: 3.1.0\n\tpaths: [")],
      /neither JSON nor YAML/,
    ],
    ["Swagger 2.0", ["--against", file("swagger.json", { swagger: "2.0" })], /Swagger 2.0/],
    [
      "an unknown version",
      ["--against", file("4.json", { openapi: "4.0.0" })],
      /openapi: 4.0.0. Versions 3.0 and 3.1/,
    ],
    [
      "a version that YAML reads as a number",
      ["--against", file("3.1.yaml", "openapi: 3.1")],
      /openapi: "3\.1\.0"/,
    ],
    ["UTF-16", ["--against", file("utf16.json", Buffer.from("\uFEFF{}", "utf16le"))], /save it as UTF-8/],
    [
      "UTF-16 the other way round",
      ["--against", file("be.json", Buffer.from("\uFEFF{}", "utf16le").swap16())],
      /UTF-8/,
    ],
    ["an anchor", ["--against", file("anchor.json", anchored)], /names an \$anchor/],
    ["a $ref loop", ["--against", file("loop.json", loop)], /A \$ref loop/],
    [
      "JSON too deep",
      ["--against", file("deep.json", `{"openapi":"3.1.0","paths":{"a":${"[".repeat(1e6)}`)],
      /./,
    ],
    [
      "YAML too deep",
      ["--against", file("deep.yaml", `openapi: 3.1.0\nx: ${"[".repeat(1e5)}`)],
      /neither JSON nor YAML/,
    ],
  ] as const)("%s", async (_, args, words) => {
    const error = await drift(args, root).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(String((error as Error).message)).toMatch(words);
    expect(String((error as Error).message)).not.toContain("\n");
  });

  test("a checkout without a generated contract is rejected with the command to run", async () => {
    await expect(drift(["--against", today], folder)).rejects.toThrow("Run: npm run generate");
  });
});

/** Where the frozen contract refers to a schema, as pointers of its `$ref`s. */
function frozenReferences(target: string, node: unknown = frozenContract(), at = ""): string[] {
  if (node === target) return [at];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    frozenReferences(target, value, `${at}/${escapePointer(key)}`),
  );
}

describe("against a tag", () => {
  const checkout = join(folder, "checkout");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: checkout });
  const bundle = join(checkout, "generated/openapi.json");

  beforeAll(() => {
    mkdirSync(checkout);
    git("init", "-q");
    writeFileSync(join(checkout, "empty"), "");
    git("add", ".");
    git("commit", "-q", "-m", "before the contract");
    git("tag", "v0.0.1");
    writeFrozenBundle(checkout);
    git("add", ".");
    git("commit", "-q", "-m", "contract");
    git("tag", "v0.1.0");
  });

  const schemas = "/components/schemas";
  const otherReceiver = frozenReferences("#/components/schemas/UnknownReceiver").map((set) => ({
    set,
    to: "#/components/schemas/OtherReceiver",
  }));
  test.each([
    ["none", [], 0],
    ["patch", [{ set: `${schemas}/Stamp/description`, to: "Other words." }], 0],
    ["minor", [{ set: `${schemas}/Stamp/properties/zone`, to: { type: "string" } }], 1],
    ["major", [{ remove: `${schemas}/Stamp/properties/set` }], 1],
    ["major", [{ set: `${schemas}/Stamp/properties/set/type`, to: ["string", "null"] }], 1],
    ["major", [{ move: `${schemas}/UnknownReceiver`, to: `${schemas}/OtherReceiver` }, ...otherReceiver], 0],
    // No rule knows the keyword.
    ["major", [{ set: `${schemas}/Stamp/patternProperties`, to: { "^y_": { type: "string" } } }], 0],
    // A property may have the name of a keyword about words.
    ["minor", [{ set: `${schemas}/Stamp/properties/description`, to: { type: "string" } }], 1],
  ] as const)("the contract needs the version step %s", async (step, change, exitCode) => {
    writeFileSync(bundle, JSON.stringify(changed(frozenContract(), change).root));
    const outcome = await drift(["--against-tag", "v0.1.0"], checkout);
    expect(outcome.output).toMatch(`Version step of the contract: ${step}.`);
    expect(outcome.exitCode).toBe(exitCode);
    if (exitCode === 1) expect(outcome.output).toMatch(/\n {2}before .*\n {2}now /);
    const json = await drift(["--against-tag", "v0.1.0", "--format", "json"], checkout);
    expect(JSON.parse(json.output)).toMatchObject({ versionStep: step, stillUndocumented: [] });
  });

  test.each([
    ["v9.9.9", "There is no tag v9.9.9. There are: v0.0.1, v0.1.0."],
    ["--output=x", "There is no tag --output=x."],
    ["v0.0.1", "There is no generated/openapi.json at the tag v0.0.1."],
  ])("%s is rejected", async (tag, words) => {
    await expect(drift([`--against-tag=${tag}`], checkout)).rejects.toThrow(words);
  });

  test("a folder that is not a checkout is rejected", async () => {
    const plain = join(folder, "plain");
    writeFrozenBundle(plain);
    await expect(drift(["--against-tag", "v0.1.0"], plain)).rejects.toThrow("not a git checkout");
  });
});
