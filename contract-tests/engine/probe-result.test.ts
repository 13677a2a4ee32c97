import { expect, test } from "vitest";
import { nestsDeeperThan } from "./probe-result.ts";

const deeper = (most: number, text: string) => nestsDeeperThan(most, Buffer.from(text));

test("the depth counts open arrays and objects alike", () => {
  expect(deeper(3, '[{"a":[]},{"a":[]}]')).toBe(false);
  expect(deeper(2, '[{"a":[]},{"a":[]}]')).toBe(true);
});

test("brackets in strings are text, also after an escaped quote", () => {
  expect(deeper(1, JSON.stringify(["[[[", '"[[[', "\\"]))).toBe(false);
  expect(deeper(1, JSON.stringify(["\\", ["["]]))).toBe(true);
});
