import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const rows = [
  ["topic", "n"],
  ["a", "12"],
  ["longer one", ""],
];

test("columns of words are left-aligned, and no line ends in spaces", () => {
  expect(textTable(rows)).toEqual(["topic       n", "a           12", "longer one"]);
});

test("columns of numbers are right-aligned", () => {
  expect(textTable(rows, true)).toEqual(["topic         n", "a            12", "longer one"]);
});

test("a table may have more rows than a call takes arguments", () => {
  expect(textTable(Array.from({ length: 300_000 }, () => ["a", "b"]))).toHaveLength(300_000);
});

test("a table without rows is empty", () => {
  expect(textTable([])).toEqual([]);
});
