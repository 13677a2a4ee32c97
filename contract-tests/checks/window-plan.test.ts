import { expect, test } from "vitest";
import { boundFactors, isWindow, type WindowRow, windowFactors, windowPlan } from "./window-plan.ts";

/** The levels of a request, and all pairs of them, beside the combination that is covered whole. */
function interactionsOf(row: WindowRow): {
  readonly single: readonly string[];
  readonly pairs: readonly string[];
} {
  const single = Object.keys(windowFactors).map((name) => `${name}=${row[name as keyof WindowRow]}`);
  const pairs = single.flatMap((one, i) => single.slice(i + 1).map((other) => `${one} ${other}`));
  return { single, pairs: [...pairs, boundFactors.map((name) => row[name]).join(" ")] };
}

const all = Object.entries(windowFactors)
  .reduce<readonly Record<string, string>[]>(
    (rows, [name, levels]) => rows.flatMap((row) => levels.map((level) => ({ ...row, [name]: level }))),
    [{}],
  )
  .map((row) => row as unknown as WindowRow)
  .filter(isWindow);
const possible = new Set(all.flatMap((row) => interactionsOf(row).pairs));

/** Pairs of levels that can be asked for and are not. */
function uncovered(rows: readonly WindowRow[]): readonly string[] {
  const covered = new Set(rows.flatMap((row) => interactionsOf(row).pairs));
  return [...possible].filter((pair) => !covered.has(pair));
}

test("the plan covers every possible pair of levels, and every kind of bound at each kind of event", () => {
  expect(possible.size).toBeGreaterThan(300);
  expect(uncovered(windowPlan)).toEqual([]);
});

test("the test above fails when the plan misses a pair", () => {
  const [first, ...others] = windowPlan;
  expect(first).toBeDefined();
  // Each request is the only one with some pair, or the plan would have no use for it.
  const needless = windowPlan.filter(
    (row) => uncovered(windowPlan.filter((one) => one !== row)).length === 0,
  );
  expect(needless.length).toBeLessThan(windowPlan.length / 4);
  expect(uncovered(others)).not.toEqual([]);
});

test("each endpoint gets the same number of requests, and every one can be sent", () => {
  const counts = windowFactors.endpoint.map(
    (kind) => windowPlan.filter(({ endpoint }) => endpoint === kind).length,
  );
  expect(new Set(counts)).toEqual(new Set([10]));
  expect(windowPlan.filter((row) => !isWindow(row))).toEqual([]);
});

test("any two levels are in different sets of requests, and so are most pairs", () => {
  const places = new Map<string, number[]>();
  for (const [index, row] of windowPlan.entries()) {
    const { single, pairs } = interactionsOf(row);
    for (const one of [...single, ...pairs]) places.set(one, [...(places.get(one) ?? []), index]);
  }
  const groups = new Map<string, string[]>();
  for (const [one, rows] of places) groups.set(String(rows), [...(groups.get(String(rows)) ?? []), one]);
  const alike = [...groups.values()].filter((group) => group.length > 1);
  const single = alike.filter((group) => group.filter((one) => !one.includes(" ")).length > 1);
  expect(single).toEqual([]);
  expect(alike.flat().length / places.size).toBeLessThan(0.5);
});
