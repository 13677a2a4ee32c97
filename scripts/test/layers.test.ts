import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { root } from "./guides.ts";

const config = await extractConfig(join(root, ".dependency-cruiser.mjs"));
const rules = (config.forbidden ?? []).map(({ name }) => name ?? "");
const { path: folder, remove } = temporaryFolder("layers");
afterAll(remove);

/** The rules that files break, each given as `path: what it imports`. */
async function brokenRules(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const baseDir = mkdtempSync(join(folder, "tree-"));
  for (const [path, imported] of Object.entries(files)) {
    mkdirSync(dirname(join(baseDir, path)), { recursive: true });
    const specifier = imported && `${"../".repeat(path.split("/").length - 1) || "./"}${imported}`;
    writeFileSync(join(baseDir, path), specifier ? `import type {} from "${specifier}";\n` : "export {};\n");
  }
  const options = { ...config.options, ruleSet: config, validate: true, baseDir } as ICruiseOptions;
  const result = await cruise(
    [...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? ""))],
    options,
    {},
    {
      tsConfig: extractTSConfig(join(root, "tsconfig.json")),
    },
  );
  return (result.output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

const pair = (from: string, to: string) => ({ [from]: to, [to]: "" });

const forbidden: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  "src-layer-1": [["src/errors.ts", "src/transport/http-error.ts"]],
  "src-layer-2": [["src/json-array/decode.ts", "src/transport/transport.ts"]],
  "src-layer-3": [["src/transport/transport.ts", "src/client/client.ts"]],
  "src-layer-4": [["src/client/client.ts", "src/follow/index.ts"]],
  "src-layer-5": [["src/follow/rounds.ts", "src/sync/index.ts"]],
  "src-layer-6": [["src/sync/index.ts", "src/cli/output.ts"]],
  "src-stands-alone": [["src/sandbox/index.ts", "contract-tests/conformance.ts"]],
  "cli-uses-one-door": [["src/cli/conform.ts", "contract-tests/conformance.ts"]],
  "suite-uses-public-entries": [["contract-tests/checks/client.ts", "src/transport/transport.ts"]],
  "sandbox-target-varies-the-sandbox": [
    ["contract-tests/targets/sandbox.ts", "src/sandbox/sandbox-store.ts"],
  ],
  "engine-takes-its-catalogue": [["contract-tests/engine/run.ts", "contract-tests/checks/index.ts"]],
  "contract-model-is-passed-its-document": [
    ["contract-tests/contract-model/model.ts", "generated/contract.js"],
    ["contract-tests/contract-model/model.ts", "contract-tests/engine/event.ts"],
  ],
  "generate-does-without-generated": [
    ["scripts/generate/main.ts", "generated/contract.js"],
    ["scripts/generate/main.ts", "contract-tests/checks/index.ts"],
  ],
  "nothing-ships-from-scripts-and-proofs": [["contract-tests/command.ts", "scripts/contract/main.ts"]],
  "scripts-do-without-proofs": [["scripts/drift/main.ts", "proofs/kit/table.ts"]],
  "tests-use-the-kit": [["src/follow/follow.test.ts", "proofs/crash/server.ts"]],
  "spec-rules-stand-alone": [["spec/rules/evidence.ts", "contract-tests/open-questions/questions.ts"]],
  "generated-imports-nothing": [["generated/types.d.ts", "src/events.ts"]],
};

describe("the layers of ARCHITECTURE.md", () => {
  for (const [rule, imports] of Object.entries(forbidden)) {
    test.for(imports)(`${rule} rejects that %s imports %s`, async ([from, to]) => {
      expect(await brokenRules(pair(from, to))).toEqual([rule]);
    });
  }

  test("no-cycles rejects two files that import each other's types", async () => {
    const cycle = { "src/client/a.ts": "src/client/b.ts", "src/client/b.ts": "src/client/a.ts" };
    expect(new Set(await brokenRules(cycle))).toEqual(new Set(["no-cycles"]));
  });

  test("every rule is tested", () => {
    expect(["no-cycles", ...Object.keys(forbidden)].sort()).toEqual(rules.toSorted());
  });

  test.for([
    ["src/cli/sync.ts", "src/client/client.ts"],
    ["src/cli/conform.ts", "contract-tests/command.ts"],
    ["contract-tests/checks/client.ts", "src/index.ts"],
    ["contract-tests/targets/sandbox.ts", "src/sandbox/stages.ts"],
    ["scripts/evidence/main.ts", "contract-tests/checks/index.ts"],
    ["proofs/crash/main.ts", "src/follow/rounds.ts"],
    ["src/follow/follow.test.ts", "proofs/kit/server.ts"],
  ] as const)("%s may import %s", async ([from, to]) => {
    expect(await brokenRules(pair(from, to))).toEqual([]);
  });
});
