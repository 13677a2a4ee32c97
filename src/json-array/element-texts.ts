import { createArrayScanner } from "./array-scanner.ts";

/**
 * The text of each element of an array, as it stands there, without the white space around it. `JSON.parse` changes
 * numbers such as `9007199254740993`, `1e400` and `10.00` and drops the first of two equal keys; the text does not.
 *
 * @param array Text of one whole array that `JSON.parse` accepts, from its opening to its closing bracket.
 * @returns As many texts as the array has elements.
 */
export function elementTexts(array: string): string[] {
  const inside = array.slice(1);
  let start = 0;
  const texts = createArrayScanner()(inside).map((end) => {
    const text = inside.slice(start, end).trim();
    start = end + 1;
    return text;
  });
  return texts[0] === "" ? [] : texts;
}
