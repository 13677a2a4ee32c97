import { isDeepStrictEqual } from "node:util";
import { parseWithTexts } from "../../../src/json-array/element-texts.ts";
import { attempt, type FuzzTarget, must } from "../target.ts";

/** An array whose elements are wanted with their texts. */
export const elementTexts: FuzzTarget = {
  name: "element-texts",
  seeds: [
    '[{"type":"a","id":1e400},{"type":"b","id":10.00},{"type":"c,{\\"type"}]',
    '[ 1 , "é,[" ,\n[{}, null] ]',
    '[{"a":1,"a":2},{"a":3}]',
    "[]",
  ],
  check(input) {
    const array = Buffer.from(input).toString().trim();
    const whole = attempt(() => JSON.parse(array));
    // The decoder passes whole arrays only.
    if (!array.startsWith("[") || !array.endsWith("]")) return;
    const elements = attempt(() => parseWithTexts(array));
    if ("error" in whole) {
      must("error" in elements && elements.error instanceof SyntaxError, "what is no JSON is taken");
      return;
    }
    must("value" in elements, "an array that JSON.parse takes is rejected");
    const values = elements.value.map(({ value }) => value);
    must(isDeepStrictEqual(values, whole.value), "other elements than JSON.parse gives");
    for (const { value, text } of elements.value) {
      must(isDeepStrictEqual(JSON.parse(text), value), `${text} is not the text of its element`);
    }
    const length = elements.value.reduce((sum, { text }) => sum + text.length, 0);
    must(length <= array.length - 1, "texts overlap");
  },
};
