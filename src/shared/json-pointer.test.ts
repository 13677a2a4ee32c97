import { expect, test } from "vitest";
import { escapePointer, parsePointer, pointerTo, unescapePointer } from "./json-pointer.ts";

test.each([
  ["", []],
  ["/", [""]],
  ["/source/detail", ["source", "detail"]],
  ["/a~1b/~0c/~01/0", ["a/b", "~c", "~1", "0"]],
])("the pointer %s leads through %j", (pointer, path) => {
  expect(pointerTo(path)).toBe(pointer);
  expect(parsePointer(pointer)).toEqual(path);
  expect(parsePointer(`#${pointer}`)).toEqual(path);
});

test("a name survives being escaped and unescaped", () => {
  for (const name of ["~", "/", "~0", "~1", "~01", "~~//", "a b%7E"]) {
    expect(unescapePointer(escapePointer(name))).toBe(name);
  }
});
