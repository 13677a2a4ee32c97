import fc from "fast-check";
import { expect, test } from "vitest";
import { duplicateKeys } from "./duplicate-keys.ts";

test.each([
  ['{"a":1,"a":2}', ["a"]],
  ['[{"a":1},{"a":2}]', []],
  ['{"a":{"a":{"a":1}}}', []],
  ['{"a":{"b":1,"b":2},"c":[{"d":1,"d":1}]}', ["b", "d"]],
  ['{"k\\u0069nd":1,"kind":2}', ["kind"]],
  ['{"a" \n:1, "a"\t:2}', ["a"]],
  ['{"a":"a","b":"a"}', []],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
  ['{"a":["b","b"],"b":"\\\\"}', []],
  ['{"":1,"":2}', [""]],
  ["[]", []],
])("%s names %j twice", (text, names) => {
  expect(duplicateKeys(text)).toEqual(names);
});

test("JSON.stringify output never has a duplicate name", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(duplicateKeys(JSON.stringify(value))).toEqual([]);
    }),
  );
});

test("a duplicate name is found at any place", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (name, value) => {
      const key = JSON.stringify(name);
      const text = JSON.stringify(value);
      expect(duplicateKeys(`[${text},{${key}:${text},"x${name.length}":0,${key}:1}]`)).toContain(name);
    }),
  );
});
