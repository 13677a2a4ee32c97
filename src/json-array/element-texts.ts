import { createArrayScanner } from "./array-scanner.ts";

/** An element of an array. */
export interface ElementWithText {
  readonly value: unknown;
  /** The source text, without the white space around it. */
  readonly text: string;
}

/**
 * Parses an array and keeps the text of each element. `JSON.parse` changes numbers such as `9007199254740993`, `1e400` and
 * `10.00` and drops the first of two equal keys; the text does not.
 *
 * Finding where elements end takes as long as parsing them, so a guess comes first: most elements begin alike, such as
 * with `{"type`. Each text between two such places is parsed by itself. If each parses, the places are right, because a
 * value followed by a comma can end nowhere else. Otherwise the scanner finds the ends.
 *
 * @param array Text of one whole array, from its opening to its closing bracket.
 * @throws SyntaxError if `JSON.parse` does not accept the array.
 */
export function parseWithTexts(array: string): ElementWithText[] {
  return parseAlike(array) ?? parseScanned(array);
}

/** Long enough for the start of an element's first key, or its indentation, and too short to reach a value. */
const markLength = 7;

function parseAlike(array: string): ElementWithText[] | undefined {
  const boundary = `,${array.slice(1, 1 + markLength)}`;
  const elements: ElementWithText[] = [];
  try {
    for (let start = 1, end = 0; end < array.length - 1; start = end + 1) {
      end = array.indexOf(boundary, start);
      if (end < 0) end = array.length - 1;
      const text = array.slice(start, end);
      elements.push({ value: JSON.parse(text), text: text.trim() });
    }
  } catch {
    return undefined;
  }
  return elements;
}

function parseScanned(array: string): ElementWithText[] {
  const values: unknown[] = JSON.parse(array);
  const ends = createArrayScanner()(array.slice(1));
  let start = 1;
  return values.map((value, index) => {
    const end = (ends[index] ?? 0) + 1;
    const text = array.slice(start, end).trim();
    start = end + 1;
    return { value, text };
  });
}
