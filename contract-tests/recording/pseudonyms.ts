import { valueAt } from "../../src/shared/json.ts";
import { keyPattern, keyPieces } from "../../src/shared/redaction/key.ts";
import { isAddress, replaceLabelled, replacePersonal } from "../../src/shared/redaction/personal.ts";
import { contract } from "../engine/contract.ts";
import { keyOf } from "../engine/endpoint.ts";
import { keyInBase64 } from "../engine/key-in-base64.ts";

/**
 * What replaces the key and personal data in a recording. Checks compare values for equality and look at their kind, never
 * at what they say, so a recording in which equal values get equal pseudonyms of the same kind is judged as the live run was.
 */
export interface Pseudonyms {
  /** For a whole value that is personal: the same for the same value, another for another, and of the same kind. */
  value(text: string): string;
  /** For a personal number: as many digits, and beyond 2^53 where it was. */
  number(digits: string): string;
  /** For a text that may quote the key. */
  key(text: string): string;
  /** For a text that may quote the key or personal data. */
  text(text: string): string;
  /** For a text in which a personal value may follow its name, one of them in quotes. */
  labelled(text: string): string;
}

export function createPseudonyms(key: string): Pseudonyms {
  const given = new Map<string, string>();
  const known = new Set<string>(exampleTexts());
  const value = (text: string): string => {
    if (text === "" || known.has(text)) return text;
    const pseudonym = given.get(text) ?? invent(text, given.size + 1);
    given.set(text, pseudonym);
    known.add(pseudonym);
    return pseudonym;
  };
  // Without its name a number says nothing, and JSON must stay JSON.
  const labelledValue = (text: string): string =>
    /^\s*(?:null|true|false|[-+.\deE]+)\s*$/.test(text) ? text : value(text);
  const replaceKey = keyReplacer(key);
  return {
    value,
    key: replaceKey,
    number(digits) {
      if (digits.length < 3) return digits;
      const unsafe = !Number.isSafeInteger(Number(digits));
      const pseudonym = given.get(digits) ?? String(given.size + 1).padStart(digits.length - 2, "0");
      given.set(digits, pseudonym);
      return `${unsafe ? "99" : "10"}${pseudonym}`;
    },
    text: (text) =>
      replacePersonal(replaceKey(text), (found, what) =>
        what === "address" ? value(found) : labelledValue(found),
      ),
    labelled: (text) => replaceLabelled(text, labelledValue),
  };
}

/**
 * A key that is as long as the real one, and has letters if that one has: its variants then differ as they did. It is
 * hexadecimal if that one is, because the letter case of digits has no meaning; a short one could be part of any text.
 */
export function pseudonymKey(key: string): string {
  const letter = /^[\da-f-]{16,}$/i.test(key) ? "a" : "K";
  return (/[a-z]/i.test(key) ? letter : "_").repeat(key.length);
}

/**
 * Replaces the key. A check looks for the key exactly as it was sent, so that spelling becomes the pseudonym as a
 * replay sends it. Any other spelling is not an echo for that check, so it becomes the pseudonym in the spelling of a
 * URL.
 */
function keyReplacer(key: string): (text: string) => string {
  const pattern = keyPattern([key]);
  const pieces = keyPieces(pseudonymKey(key));
  const swapped = [key, pseudonymKey(key)].map((each) => keyOf("other-case", each) ?? "");
  const sent = new Map([
    swapped as [string, string],
    ...keyPieces(key).map((piece, i) => [piece, pieces[i] ?? ""] as const),
  ]);
  const inUrl = (piece: string) => piece.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  const base64 = keyInBase64(key);
  return (text) =>
    text
      .replace(pattern, (found, ...groups) => {
        const piece = pieces[groups.findIndex((group) => group !== undefined)] ?? "";
        return sent.get(found) ?? inUrl(piece);
      })
      .replace(base64, inUrl(pseudonymKey(key)));
}

/** Makes the nth pseudonym. It has the shape of the text, because the report shows the shapes of values. */
function invent(text: string, n: number): string {
  // Longer than any number of a contact, or the nth pseudonym could be somebody's real one.
  if (/^\d+$/.test(text)) return `9${String(n).padStart(23, "0")}`;
  if (/^[\da-f]{16,}$/i.test(text)) {
    // It needs a letter, or it would read as a number.
    const hex = `f${n.toString(16).padStart(text.length - 1, "0")}`;
    return /[A-F]/.test(text) ? hex.toUpperCase() : hex;
  }
  return isAddress(text) ? `masked-${n}@example.invalid` : `masked-${n}`;
}

/** The contract's own examples are nobody's data, and a mock's response must stay what the contract says. */
function exampleTexts(): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return texts(valueAt(contract, "components", "examples"));
}
