import { Np6Error, Np6StreamError, type StreamErrorKind } from "../errors.ts";
import { starPersonal } from "../shared/redaction/personal.ts";
import { createArrayScanner } from "./array-scanner.ts";

/** Parses the text of a whole array. Throws if it is not one; a text without a valid end is never accepted. */
export type ParseArray = (text: string) => unknown[];

/** Parses the elements of one array, whose text arrives in pieces. */
export interface ArraySplitter {
  /** Takes the next text. Throws if it is invalid. */
  push(text: string): void;
  /** Throws unless the text was one complete array, or empty if that is allowed. */
  end(): void;
  /** Ends the text early. Throws an error of this kind, or its cause if that is an error of this package. */
  fail(kind: StreamErrorKind, predicate?: string, cause?: unknown): never;
  /** The elements complete since the last call, also after an error: it counts them as delivered. */
  take(): unknown[];
}

/**
 * `JSON.parse` does the work, on as many elements at once as there are; this only finds where to cut the text.
 *
 * The scanner finds the last top-level comma for certain, but costs half as much as the parsing. So a guess comes
 * first. Most elements begin alike, such as with `,{"type`, and the last such place is where to cut. `JSON.parse`
 * confirms the guess: a text that parses as a list of values ends at the top level, because a text that ends inside a
 * string or an object does not parse. A wrong guess costs a parse of all the waiting text, and V8 keeps that text for a
 * while. After a few wrong guesses the splitter makes no more, so time and memory are bounded for any text.
 *
 * @param maxElementLength - Most text of one element to keep waiting, in UTF-16 code units.
 * @param allowEmpty - Whether white space alone is as good as an empty array.
 * @param parseArray - Parses all elements of the text.
 */
export function createArraySplitter(
  maxElementLength: number,
  allowEmpty: boolean,
  parseArray: ParseArray = JSON.parse,
): ArraySplitter {
  /** The function that takes the next text. */
  let push = before;
  /** The text from its first visible character, until that is known to be a bracket. */
  let head = "";
  /** Scanned text since the last cut. Nothing reads it before it is parsed, because each access would copy it. */
  let waiting = "";
  let findEnds = createArrayScanner();
  /** The beginning of the last element that the scanner found, after the comma before it. */
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
      // Only `[]` may lack an element: `[1,]` and `[,1]` are not JSON.
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

  /** Parses the waiting text and this text after it, if together they are a list of elements. Returns their number. */
  function parse(text: string): number | undefined {
    try {
      const list = parseArray(`[${waiting}${text}]`);
      waiting = "";
      ready = ready.concat(list);
      count += list.length;
      return list.length;
    } catch {
      // The engine's error quotes the text, which contains personal data, so it is dropped.
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
      // Without a message, "undefined" would be printed.
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

/** How much text `excerpt` needs: an address that begins in the shown part has its `@` within this length. */
const excerptInput = 400;

/** The first 200 characters of a text for an error message: on one line, with personal data starred out. */
function excerpt(text: string): string {
  return (
    // Masking keeps the length, so no unmasked text from the end becomes visible.
    starPersonal(text)
      .slice(0, 200)
      // Control characters, characters that terminals read as a new line, half a surrogate pair.
      .replace(/[\p{C}\p{Z}]/gu, " ")
  );
}
