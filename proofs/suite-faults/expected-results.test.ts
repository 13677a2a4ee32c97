import { expect, test } from "vitest";
import { changedResults, type ExpectedResult, readExpectedResults } from "./expected-results.ts";
import { variants } from "./run-self-test.ts";
import { silentChecks } from "./summary.ts";

const row: ExpectedResult = {
  id: "end-inclusive",
  checks: ["window-end", "window-both"],
  notExercised: ["a"],
};

test("the table holds every server of the catalogue, in its order", () => {
  expect(readExpectedResults().map(({ id }) => id)).toEqual(variants.map(({ id }) => id));
});

test("every fault of the table is seen, and no conformant server is accused", () => {
  const faulty = readExpectedResults().filter(({ checks }) => checks.length > 0);
  expect(faulty.map(({ id }) => id)).toEqual(variants.filter((row) => "topic" in row).map(({ id }) => id));
});

test("a fault of the table triggers every check, which proves that it can fail", () => {
  expect(silentChecks(readExpectedResults())).toEqual([]);
});

test("a check that no longer sees a fault is reported, even if another sees it", () => {
  expect(changedResults([row], [row])).toEqual([]);
  expect(changedResults([{ ...row, checks: ["window-both"] }], [row])).toEqual([
    "window-end no longer fails end-inclusive",
  ]);
});

test("a check that fails more, judges less or judges again is reported, and so is a new server", () => {
  expect(changedResults([{ ...row, checks: [...row.checks, "a"], notExercised: ["b"] }], [row])).toEqual([
    "a now fails end-inclusive",
    "b finds nothing to judge in end-inclusive",
    "a now judges end-inclusive",
  ]);
  expect(changedResults([{ ...row, id: "new" }], [row])).toEqual(["new is not in the table"]);
});
