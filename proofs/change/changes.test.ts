import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { contractChanges } from "./changes/index.ts";
import { editsOf } from "./run-change.ts";

test.for(contractChanges)("$name can be made to spec/ as it is", (change) => {
  const { texts } = editsOf(change);
  expect(texts.size).toBeGreaterThan(0);
  const yaml = [...texts].filter(([file]) => file.endsWith(".yaml"));
  expect(yaml.flatMap(([, text]) => parseDocument(text).errors)).toEqual([]);
});

test("a change that edits a file outside spec/ without a decision is an error", () => {
  const edit = (files: { add(file: string, value: unknown): void }) => files.add("src/index.yaml", {});
  const change = { name: "stray", title: "edits the source", edit };
  expect(() => editsOf(change)).toThrow("stray edits src/index.yaml, outside spec/.");
});
