import { expect, test } from "vitest";
import { countOutcomes, runtimeTable } from "./table.ts";

const outcomes = [
  { runtime: "Node 20.19.0", results: { import: null, stream: null, pull: "0 instead of 9 lines" } },
  { runtime: "Chromium", skipped: "there is none", results: {} },
];

test("each runtime is a row with its failures, and a cell that does not apply is empty", () => {
  expect(runtimeTable(outcomes).split("\n")).toEqual([
    "              import  require  stream  array  error  abort  retry  follow  pull",
    "Node 20.19.0  ✓                ✓                                           ✗",
    "Chromium      skipped: there is none",
    "",
    "✗ Node 20.19.0, pull: 0 instead of 9 lines",
  ]);
});

test("a cell counts as one, and so does a runtime that was skipped", () => {
  expect(countOutcomes(outcomes)).toEqual({ passed: 2, failed: 1, skipped: 1 });
});
