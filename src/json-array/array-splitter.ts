import { Np6Error } from "../errors/np6-error.ts";
import { Np6StreamError, type StreamErrorKind } from "../errors/stream-error.ts";
import { createArrayScanner } from "./array-scanner.ts";
import { excerpt, excerptInput } from "./excerpt.ts";

/** Makes elements of the text of one array, which comes in pieces. */
export interface ArraySplitter {
  /** Takes the next text. Throws where it is broken. */
  push(text: string): void;
  /** Throws unless the text was one whole array, or nothing where that is allowed. */
  end(): void;
  /** Ends the text early. Throws the error described, or its cause if that is an error of this package. */
  fail(kind: StreamErrorKind, predicate: string, cause?: unknown): never;
  /** The elements complete since the last call, also after an error: it counts them as delivered. */
  take(): unknown[];
}

const maxBoundaryLength = 64;
const malformed = "is not valid JSON";

/**
 * `JSON.parse` does the work, on as many elements at once as there are; this only finds where to cut the text.
 *
 * The scanner finds the last comma of the top level for certain, but costs half as much as the parsing. So a guess
 * comes first: what follows such a comma up to a colon, as in `,{"type"`, begins most elements, and its last
 * occurrence is where to cut. `JSON.parse` confirms it: text that parses as a list of values ends at the top level,
 * for inside a string or an object its end would be missing. A wrong guess costs one parse of the waiting text, and
 * the next one is made only after the scanner has found a cut, so the time is linear whatever the text.
 *
 * @param maxElementLength - Most text of one element to keep waiting, in UTF-16 code units.
 * @param allowEmpty - Whether white space alone is as good as an empty array.
 */
export function createArraySplitter(maxElementLength: number, allowEmpty: boolean): ArraySplitter {
  /** What takes the next text. */
  let push = before;
  let isWhole = allowEmpty;
  /** The text from its first visible character, until that is known to be a bracket. */
  let head = "";
  /** Scanned text since the last cut. Only appended to until it is parsed: to look into it is to copy it each time. */
  let waiting = "";
  let findEnds = createArrayScanner();
  let boundary = "";
  let ready: unknown[] = [];
  let count = 0;

  function before(text: string): void {
    head = (head + text).replace(/^[ \t\n\r]+/, "");
    if (head) isWhole = false;
    if (head[0] === "[") {
      push = inside;
      scan(head.slice(1));
    } else if (head.length >= excerptInput) end();
  }

  function inside(text: string): void {
    let rest = text;
    const cut = boundary ? text.lastIndexOf(boundary) : -1;
    if (cut >= 0) {
      if (parse(text.slice(0, cut))) {
        findEnds = createArrayScanner();
        rest = text.slice(cut + 1);
      } else boundary = "";
    }
    scan(rest);
  }

  function after(text: string): void {
    if (/[^ \t\n\r]/.test(text)) throw error("malformed", malformed);
  }

  function scan(text: string): void {
    const ends = findEnds(text);
    const cut = ends.at(-1) ?? -1;
    const mark = text[cut];
    const rest = text.slice(cut + 1);
    if (mark) {
      const length = parse(text.slice(0, cut));
      // Only `[]` may have nothing where an element belongs: `[1,]` and `[,1]` are no JSON.
      if (!length && (length !== 0 || count > 0 || mark !== "]")) {
        let start = 0;
        for (const end of ends) {
          if (!parse(text.slice(start, end))) throw error("malformed", malformed);
          start = end + 1;
        }
      }
      if (mark !== ",") {
        push = after;
        isWhole = true;
        after(mark === "]" ? rest : mark);
        return;
      }
      boundary = text
        .slice(cut, cut + maxBoundaryLength)
        .split(":", 1)
        .join();
    }
    waiting += rest;
    if (waiting.length > maxElementLength) {
      throw error("too-large", `exceeds maxElementBytes (${maxElementLength})`);
    }
  }

  /** Makes ready what waits and this text behind it, if that is a list of elements. Returns how many they are. */
  function parse(text: string): number | undefined {
    try {
      const list = JSON.parse(`[${waiting}${text}]`) as unknown[];
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
    if (!isWhole) fail("truncated", "ended early");
  }

  function fail(kind: StreamErrorKind, predicate: string, cause?: unknown): never {
    if (push === before && head) throw error("not-an-array", `is no JSON array but "${excerpt(head)}"`);
    // A number may have lost its last digits.
    if (push === inside && !/\d$/.test(waiting)) parse("");
    throw cause instanceof Np6Error ? cause : error(kind, predicate, cause);
  }

  function error(kind: StreamErrorKind, predicate: string, cause?: unknown): Np6StreamError {
    return new Np6StreamError(`The body ${predicate}, at element ${count}.`, {
      kind,
      eventsDelivered: count,
      cause,
    });
  }

  return {
    push: (text) => push(text),
    end,
    fail,
    take() {
      const batch = ready;
      ready = [];
      return batch;
    },
  };
}
