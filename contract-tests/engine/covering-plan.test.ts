import { expect, test } from "vitest";
import { planRows } from "./covering-plan.ts";

const factors = {
  letter: ["a", "b", "c"],
  digit: ["1", "2", "3"],
  sign: ["+", "-"],
  tone: ["x", "y", "z"],
} as const;
const any = () => true;
const pairsOf = (rows: readonly Readonly<Record<string, string>>[]) =>
  new Set(
    rows.flatMap((row) => {
      const levels = Object.entries(row).map((entry) => entry.join("="));
      return levels.flatMap((one, i) => levels.slice(i + 1).map((other) => `${one} ${other}`));
    }),
  );

test("a plan covers all pairs with far fewer rows than there are combinations", () => {
  expect(pairsOf(planRows(factors, 12, any)).size).toBe(9 + 6 + 9 + 6 + 9 + 6);
});

test("a plan covers grouped factors in all combinations", () => {
  const combinations = (rows: readonly { letter: string; digit: string; sign: string }[]) =>
    new Set(rows.map(({ letter, digit, sign }) => letter + digit + sign)).size;
  expect(combinations(planRows(factors, 18, any, ["letter", "digit", "sign"]))).toBe(18);
  expect(combinations(planRows(factors, 18, any))).toBeLessThan(18);
});

test("the same factors give the same plan", () => {
  expect(planRows(factors, 12, any)).toEqual(planRows(factors, 12, any));
});

test("the levels of the first factor take turns", () => {
  expect(planRows(factors, 6, any).map(({ letter }) => letter)).toEqual(["a", "b", "c", "a", "b", "c"]);
});

test("a combination that is not allowed is in no row, and its pair does not count as missing", () => {
  const isAllowed = ({ digit, sign }: { digit: string; sign: string }) => digit !== "3" || sign === "+";
  const rows = planRows(factors, 14, isAllowed);
  expect(rows.filter((row) => !isAllowed(row))).toEqual([]);
  expect(pairsOf(rows).size).toBe(44);
});

test("extra rows tell interactions apart", () => {
  const groups = (size: number) => {
    const places = new Map<string, string>();
    for (const [index, row] of planRows(factors, size, any).entries())
      for (const pair of pairsOf([row])) places.set(pair, `${places.get(pair) ?? ""} ${index}`);
    return new Set(places.values()).size;
  };
  expect(groups(24)).toBeGreaterThan(groups(12));
  expect(groups(30)).toBe(45);
});

test("a plan without any allowed row is empty", () => {
  expect(planRows(factors, 5, () => false)).toEqual([]);
});
