import fc from "fast-check";
import { expect, it } from "vitest";
import { elementTexts } from "./element-texts.ts";

it("gives each element as it stands there, without the white space around it", () => {
  const elements = [
    '{"orderId":9007199254740993,"ratio":1e400,"price":10.00,"dup":1,"dup":2}',
    '{ "half" : "\\ud800", "nul":"\\u0000" ,"path":"a\\/b" }',
    '"a \\" quote, a bracket ] and a brace }"',
    "[1, [2,\t3], {}]",
    "-0.0",
  ];
  expect(elementTexts(`[ ${elements.join(" \r\n,\t")}\n]`)).toEqual(elements);
});

it("gives nothing for an array without elements", () => {
  expect(elementTexts("[]")).toEqual([]);
  expect(elementTexts("[ \n]")).toEqual([]);
});

it("gives texts that parse to the elements, whatever they are and however they are printed", () => {
  const space = fc.constantFrom(undefined, 1, "\t");
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), space, (values, indent) => {
      const texts = elementTexts(JSON.stringify(values, undefined, indent));
      expect(texts.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});
