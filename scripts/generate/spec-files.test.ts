import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findUnreferenced, readSpecFiles } from "./spec-files.ts";

test("a file that nothing references is found, however the others are referenced", () => {
  const files = new Map([
    [
      "components/a.yaml",
      'allOf: [{ $ref: "b.yaml#/one" }, {$ref: ../paths/c.yaml}]\n# $ref: forgotten.yaml',
    ],
    ["components/b.yaml", "discriminator: { mapping: { d: d.yaml } }"],
    ["components/d.yaml", "$ref: './a.yaml'"],
    ["components/forgotten.yaml", "$ref: also-forgotten.yaml"],
    ["components/also-forgotten.yaml", "type: string"],
    ["openapi.yaml", "schema:\n  $ref: components/a.yaml"],
    ["paths/c.yaml", "type: string"],
  ]);
  expect(findUnreferenced(files)).toEqual(["components/forgotten.yaml", "components/also-forgotten.yaml"]);
});

test("each file of spec/ is referenced", async () => {
  const files = await readSpecFiles(fileURLToPath(new URL("../..", import.meta.url)));
  expect(files.size).toBeGreaterThan(60);
  expect(findUnreferenced(files)).toEqual([]);
});
