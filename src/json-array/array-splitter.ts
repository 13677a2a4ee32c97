import { Np6Error, Np6StreamError, type StreamErrorKind } from "../errors.ts";
import { starPersonal } from "../shared/redaction/personal.ts";
import { createArrayScanner } from "./array-scanner.ts";

/** Parses the text of a whole array. Throws if it is none; one without a good end never passes for one. */
export type ParseArray = (text: string) => unknown[];

/** Makes elements of the text of one array, which comes in pieces. */
export interface ArraySplitter {
  /** Takes the next text. Throws where it is broken. */
  push(text: string): void;
  /** Throws unless the text was one whole array, or nothing where that is allowed. */
  end(): void;
  /** Ends the text early. Throws an error of this kind, or its cause if that is an error of this package. */
  fail(kind: StreamErrorKind, predicate?: string, cause?: unknown): never;
  /** The elements complete since the last call, also after an error: it counts them as delivered. */
  take(): unknown[];
}

/**
 * `JSON.parse` does the work, on as many elements at once as there are; this only finds where to cut the text.
 *
 * The scanner finds the last comma of the top level for certain, but costs half as much as the parsing. So a guess
 * comes first: most elements begin alike, say with `,{"type`, and the last such place is where to cut. `JSON.parse`
 * confirms it: text that parses as a list of values ends at the top level, for inside a string or an object its end
 * would be missing. A wrong guess costs a parse of all the waiting text, and V8 keeps that text for a while: after a
 * few of them no more are made, so that time and memory are bounded whatever the text.
 *
 * @param maxElementLength - Most text of one element to keep waiting, in UTF-16 code units.
 * @param allowEmpty - Whether white space alone is as good as an empty array.
 * @param parseArray - Makes the elements, as many as there are in the text.
 */
export function createArraySplitter(
  maxElementLength: number,
  allowEmpty: boolean,
  parseArray: ParseArray = JSON.parse,
): ArraySplitter {
  /** What takes the next text. */
  let push = before;
  /** The text from its first visible character, until that is known to be a bracket. */
  let head = "";
  /** Scanned text since the last cut. Nothing looks into it before it is parsed, for each look would copy it. */
  let waiting = "";
  let findEnds = createArrayScanner();
  /** What the last element found by the scanner began with, after the comma before it. */
  let boundary = ",{";
  let guessesLeft = 8;
  let ready: unknown[] = [];
  let count = 0;

  function before(text: string): void {
    head = trim(head + text);
    if (head[0] === "[") {
      push = inside;
      scan(head.slice(1));
    } else if (head.length >= excerptInput) end();
  }

  function inside(text: string): void {
    const cut = guessesLeft ? text.lastIndexOf(boundary) : -1;
    let rest = text;
    if (cut >= 0) {
      if (parse(text.slice(0, cut))) {
        findEnds = createArrayScanner();
        rest = text.slice(cut + 1);
      } else guessesLeft--;
    }
    scan(rest);
  }

  function after(text: string): void {
    if (trim(text)) throw error("malformed");
  }

  function scan(text: string): void {
    const ends = findEnds(text);
    const cut = ends.at(-1) ?? -1;
    const mark = text[cut];
    const rest = text.slice(cut + 1);
    if (mark) {
      const length = parse(text.slice(0, cut));
      // Only `[]` may have nothing where an element belongs: `[1,]` and `[,1]` are no JSON.
      if (!length && (length !== 0 || count || mark !== "]")) {
        let start = 0;
        for (const end of ends) {
          if (!parse(text.slice(start, end))) throw error("malformed");
          start = end + 1;
        }
      }
      if (mark !== ",") {
        push = after;
        after(mark === "]" ? rest : mark);
        return;
      }
      // Long enough for the start of an element's first key, or its indentation, and too short to reach a value.
      boundary = text.slice(cut, cut + 7);
    }
    waiting += rest;
    if (waiting.length > maxElementLength) {
      throw error("too-large", `exceeds maxElementBytes (${maxElementLength})`);
    }
  }

  /** Makes ready what waits and this text behind it, if that is a list of elements. Returns how many they are. */
  function parse(text: string): number | undefined {
    try {
      const list = parseArray(`[${waiting}${text}]`);
      waiting = "";
      ready = ready.concat(list);
      count += list.length;
      return list.length;
    } catch {
      // The engine's error quotes the text, which holds personal data: it goes nowhere.
      return undefined;
    }
  }

  function end(): void {
    if (push !== after && (head || !allowEmpty)) fail("truncated");
  }

  function fail(kind: StreamErrorKind, predicate?: string, cause?: unknown): never {
    if (push === before && head) throw error("not-an-array", `is no JSON array: "${excerpt(head)}"`);
    // A number may have lost its last digits.
    if (!/\d$/.test(waiting)) parse("");
    throw cause instanceof Np6Error ? cause : error(kind, predicate, cause);
  }

  function error(kind: StreamErrorKind, predicate = `is ${kind}`, cause?: unknown): Np6StreamError {
    return new Np6StreamError(`The body ${predicate}, at element ${count}.`, {
      kind,
      eventsDelivered: count,
      // If it says nothing, "undefined" would be printed.
      ...(cause ? { cause } : undefined),
    });
  }

  return {
    push: (text) => push(text),
    end,
    fail,
    take: () => ready.splice(0),
  };
}

/** `trimStart` takes away more than JSON's white space. */
function trim(text: string): string {
  return text.replace(/^[ \t\n\r]+/, "");
}

/** How much text `excerpt` wants: no address that begins in what it shows has its `@` beyond this. */
const excerptInput = 400;

/** The first 200 characters of a text, fit for an error message: on one line, personal data starred out. */
function excerpt(text: string): string {
  return (
    // As nothing moves up, nothing from an unmasked end comes into sight.
    starPersonal(text)
      .slice(0, 200)
      // Control characters, what terminals take for a new line, half a surrogate pair.
      .replace(/[\p{C}\p{Z}]/gu, " ")
  );
}
