import { expect, test } from "vitest";
import { normalise } from "./api-report.ts";

test("a comment and the order of declarations do not change the report", () => {
  const one = "/** Says this. */ interface B { readonly a: A }\ntype A = string;\nexport { type B };";
  const other =
    "type A = string;\ninterface B {\n  /** Says that. */\n  readonly a: A;\n}\nexport { type B };";
  expect(normalise(one)).toBe(normalise(other));
  expect(normalise(one)).not.toContain("Says");
});

test("a type, a parameter and an exported name change the report", () => {
  const base = "declare function f(a: string): void;\nexport { f };";
  const changes = [
    "declare function f(a: string | number): void;\nexport { f };",
    "declare function f(a?: string): void;\nexport { f };",
    "declare function f(a: string): void;\nexport { f as g };",
  ];
  for (const change of changes) expect(normalise(change)).not.toBe(normalise(base));
});
