import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundled } from "../../tsdown.config.ts";

test("the bill of materials has what is installed and what is copied, and no tool of development", () => {
  const script = fileURLToPath(new URL("sbom.ts", import.meta.url));
  const { components } = JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
  const names = components.map(({ name }: { name: string }) => name);
  expect(names.sort()).toEqual(["openapi-fetch", "openapi-typescript-helpers", ...bundled].sort());
});
