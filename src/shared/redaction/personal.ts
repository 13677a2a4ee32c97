/*
 * Recognises personal data in any text that quotes a server.
 *
 * Personal are e-mail addresses, also as URLs, JSON and HTML spell them; digests of 128 bits or more, because the API's
 * `hash` is one of an address; and what follows the name `unicity` or `hash`. A text is searched word by word, because one
 * pattern for a whole address would take quadratic time on a long word. The caller decides what takes the place of a match:
 * stars in the client, a label in reports, a pseudonym in recordings.
 *
 * `./json-array` contains this file, so it stays small and imports nothing.
 */

/** Properties whose values are always personal. `data` is what a caller passed with an order. */
export const personalNames: ReadonlySet<string> = new Set(["unicity", "hash", "data"]);

const at = /@|%(?:25)*40|u0040|&(?:amp;)*(?:#x0*40|#0*64|commat);/i;
const digest = /[\da-f]{32,}/gi;
/** A possible part of an address. It ends at white space and punctuation, but not at an escaped character. */
const piece = /(?:[^\s"'<>/?&=;,:(){}[\]\\]|\\{1,3}u[\da-f]{4}|&(?:amp;)*(?:#\w{1,9}|commat);)+/gi;
/** A name with what separates it from its value in JSON, XML, a URL or a sentence, also escaped; and the value. */
const labelled =
  /((unicity|hash)(?:["'\s\\]|u0022|%22|&(?:quot|#x22|#34);)*(?:[:=>]|%3[ad]|&gt;)(?:["'\s\\]|u0022|%22|&(?:quot|#x22|#34);)*)(?=\S)((?:[^"'<>{}[\],;&\\\r\n]|\\{1,3}u(?!0022)|&#(?!x22|34)\w+;)+)/gi;

/** Whether a text holds an address. */
export function isAddress(text: string): boolean {
  return at.test(text);
}

/** Stars out each word with personal data. The length does not change, so the text after it does not move. */
export function starPersonal(text: string): string {
  return text
    .replace(/[^\s"]+/g, (word) => (at.test(word) || word.search(digest) >= 0 ? stars(word) : word))
    .replace(labelled, (_, before, _name, value) => before + stars(value));
}

function stars({ length }: string): string {
  return "*".repeat(length);
}

/** Replaces each address, each digest (which counts as a `hash`) and each value that follows the name of its property. */
export function replacePersonal(text: string, replace: (found: string, what: string) => string): string {
  return replaceLabelled(
    text
      .replace(piece, (part) => (isAddress(part) ? replace(part, "address") : part))
      .replace(digest, (found) => replace(found, "hash")),
    replace,
  );
}

/** Replaces each value that follows the name of its property. */
export function replaceLabelled(text: string, replace: (found: string, name: string) => string): string {
  return text.replace(labelled, (_, before, name, value) => before + replace(value, name));
}
