import { expect, test } from "vitest";
import { nestsDeeperThan } from "./probe-result.ts";

const deeper = (most: number, text: string) => nestsDeeperThan(most, Buffer.from(text));

test("arrays and objects count alike, and what is closed no longer", () => {
  expect(deeper(3, '[{"a":[]},{"a":[]}]')).toBe(false);
  expect(deeper(2, '[{"a":[]},{"a":[]}]')).toBe(true);
});

test("brackets in strings are text, behind an escaped quote too", () => {
  expect(deeper(1, JSON.stringify(["[[[", '"[[[', "\\"]))).toBe(false);
  expect(deeper(1, JSON.stringify(["\\", ["["]]))).toBe(true);
});
