import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const rows = [
  ["topic", "n"],
  ["a", "12"],
  ["longer one", ""],
];

test("columns of words stand at the left, and no line ends in spaces", () => {
  expect(textTable(rows)).toEqual(["topic       n", "a           12", "longer one"]);
});

test("columns of numbers stand at the right", () => {
  expect(textTable(rows, true)).toEqual(["topic         n", "a            12", "longer one"]);
});

test("no rows are no table", () => {
  expect(textTable([])).toEqual([]);
});
