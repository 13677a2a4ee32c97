import { expect, test } from "vitest";
import { exchangeOf } from "../testing/fake-context.ts";
import { nestsDeeperThan, readResult } from "./probe-result.ts";

const deeper = (most: number, text: string) => nestsDeeperThan(most, Buffer.from(text));

test("the depth counts open arrays and objects alike", () => {
  expect(deeper(3, '[{"a":[]},{"a":[]}]')).toBe(false);
  expect(deeper(2, '[{"a":[]},{"a":[]}]')).toBe(true);
});

test("brackets in strings are text, also after an escaped quote", () => {
  expect(deeper(1, JSON.stringify(["[[[", '"[[[', "\\"]))).toBe(false);
  expect(deeper(1, JSON.stringify(["\\", ["["]]))).toBe(true);
});

test("the text of a body that breaks off within a character ends before it", () => {
  const cut = exchangeOf({ body: Buffer.from('["café').subarray(0, -1) });
  const failure = { kind: "too-large", message: "cut" } as const;
  expect(readResult("ascending", { ...cut, failure })).toMatchObject({ fault: "incomplete" });
  expect(readResult("ascending", { ...cut, failure }).text()).toBe('["caf');
  expect(readResult("ascending", cut)).toMatchObject({ fault: "encoding" });
});
