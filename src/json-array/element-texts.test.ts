import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWithTexts } from "./element-texts.ts";

const textsOf = (array: string): string[] => parseWithTexts(array).map(({ text }) => text);

describe("the text of an element", () => {
  it("is exactly the source text, without the white space around it", () => {
    const elements = [
      '{"orderId":9007199254740993,"ratio":1e400,"price":10.00,"dup":1,"dup":2}',
      '{ "half" : "\\ud800", "nul":"\\u0000" ,"path":"a\\/b" }',
      '"a \\" quote, a bracket ] and a brace }"',
      "[1, [2,\t3], {}]",
      "-0.0",
    ];
    expect(textsOf(`[ ${elements.join(" \r\n,\t")}\n]`)).toEqual(elements);
  });

  it("is found where elements begin alike", () => {
    const elements = ['{"type":"a","n":10.00}', '{"type":"b","n":1}', '{"type":"c"}'];
    expect(textsOf(`[${elements.join(",")}]`)).toEqual(elements);
    expect(textsOf(`[\n${elements.join(" ,\n")}\n]`)).toEqual(elements);
  });

  it("is found where the beginning of an element is also in the middle of one", () => {
    const elements = [
      '{"type":"a, of \\"},{\\"type"}',
      '{"type":[{"type":1},{"type":2},{"type":3}]}',
      '{"type":"b"}',
    ];
    expect(textsOf(`[${elements.join(",")}]`)).toEqual(elements);
    expect(textsOf("[1,1,1,1,[1,1,1],1]")).toEqual(["1", "1", "1", "1", "[1,1,1]", "1"]);
  });

  it("does not exist in an array without elements", () => {
    expect(textsOf("[]")).toEqual([]);
    expect(textsOf("[ \n]")).toEqual([]);
  });
});

it.each(["[1,]", "[,1]", '[{"a":1},]', '[{"a":1},{"a":2]', "[1 2]", "[\u00a01]"])(
  "an array that is not JSON is rejected: %s",
  (array) => {
    expect(() => parseWithTexts(array)).toThrow(SyntaxError);
  },
);

it("delivers each element with a text that parses to it, for any element and any formatting", () => {
  const space = fc.constantFrom(undefined, 1, "\t");
  // Few different elements, so that many begin alike.
  const alike = fc.array(
    fc.constantFrom({ a: 1 }, { a: ',{"a":1}' }, { a: [{ a: 1 }, { a: 1 }] }, [1, 1], 1),
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), alike), space, (values, indent) => {
      const array = JSON.stringify(values, undefined, indent);
      const elements = parseWithTexts(array);
      expect(elements.map(({ value }) => value)).toEqual(JSON.parse(array));
      expect(elements.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(array));
    }),
  );
});
