import { expect, test } from "vitest";
import { isExpected, readEvidence } from "./evidence.ts";

test.each([
  ["documented", "reference", true],
  ["documented", "good-to-know", false],
  ["sampled", "reference", false],
  ["observed", "reference", false],
  ["assumed", "reference", false],
])("%s by %s: must the vendor's document say it? %s", (level, source, expected) => {
  expect(isExpected(readEvidence({ "x-evidence": { level, source } }, "#"))).toBe(expected);
});

test("what has no evidence need not be said", () => {
  expect(isExpected(readEvidence({}, "#"))).toBe(false);
});
