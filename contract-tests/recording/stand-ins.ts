import { contract } from "../engine/contract-document.ts";
import { valueAt } from "../engine/event.ts";
import { keyHeader } from "../engine/send.ts";

/** What takes the place of the key and of personal data in a recording. */
export interface StandIns {
  /** For a whole value that is personal: the same for the same value, another for another, and of the same kind. */
  value(text: string): string;
  /** For a personal number: as many digits, and beyond 2^53 where it was. */
  number(digits: string): string;
  /** For a text that may quote the key. */
  key(text: string): string;
  /** For a text that may quote the key, addresses or digests. */
  text(text: string): string;
}

/** What an e-mail address may be; a pattern of the whole address would search long runs without one for minutes. */
const run = /[^\s"'<>/?&=;,:(){}[\]\\]+/g;
/** The middle of an address, plain or as a URL spells it. */
const at = /.(?:@|%40)./i;
const digest = /\b[0-9a-f]{32}\b/gi;

/**
 * Makes stand-ins. Checks compare values for equality and look at their kind, never at what they say, so a recording
 * that keeps both is judged as the answers were.
 */
export function createStandIns(key: string): StandIns {
  const given = new Map<string, string>();
  const own = new Set<string>(exampleTexts());
  const spellings = keySpellings(key);
  const value = (text: string): string => {
    if (text === "" || own.has(text)) return text;
    const standIn = given.get(text) ?? invent(text, given.size + 1);
    given.set(text, standIn);
    own.add(standIn);
    return standIn;
  };
  const keyless = (text: string): string =>
    spellings.reduce((before, [spelling, standIn]) => before.replaceAll(spelling, standIn), text);
  return {
    value,
    key: keyless,
    number(digits) {
      if (digits.length < 3) return digits;
      const unsafe = !Number.isSafeInteger(Number(digits));
      const standIn = given.get(digits) ?? String(given.size + 1).padStart(digits.length - 2, "0");
      given.set(digits, standIn);
      return `${unsafe ? "99" : "10"}${standIn}`;
    },
    text: (text) =>
      keyless(text)
        .replace(run, (part) => (at.test(part) ? value(part) : part))
        .replace(digest, value),
  };
}

function invent(text: string, n: number): string {
  if (/^[0-9a-f]{32}$/i.test(text)) {
    const hex = n.toString(16).padStart(32, "0");
    return /[A-F]/.test(text) ? hex.toUpperCase() : hex;
  }
  return /@|%40/.test(text) ? `masked-${n}@example.invalid` : `masked-${n}`;
}

/** A key that is as long as the real one, and has letters where that one has: its variants then differ as they did. */
export function standInKey(key: string): string {
  return (/[a-z]/i.test(key) ? "K" : "_").repeat(key.length);
}

/** The key in each way it was sent and may be echoed, with what takes its place; longer ones first. */
function keySpellings(key: string): readonly (readonly [spelling: string | RegExp, standIn: string])[] {
  const plain = (["real", "other-case", "other-start", "truncated"] as const).map(
    (variant) => [keyHeader(variant, key) ?? "", keyHeader(variant, standInKey(key)) ?? ""] as const,
  );
  const encoded = plain.flatMap(([spelling, standIn]) =>
    encodeURIComponent(spelling) === spelling
      ? []
      : [[encodeURIComponent(spelling), standIn.replace(/./g, percentEncoded)] as const],
  );
  return [...encoded, ...plain.map(([spelling, standIn]) => [orInHtml(spelling), standIn] as const)];
}

/** A pattern of a text, in which HTML may write any character by its number. */
function orInHtml(text: string): RegExp {
  const pattern = text.replace(/./gsu, (character) => {
    const hex = character.charCodeAt(0).toString(16);
    return `(?:\\u${hex.padStart(4, "0")}|&#x0*(?:${hex}|${hex.toUpperCase()});)`;
  });
  return new RegExp(pattern, "g");
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** What the contract's own examples say is nobody's; a mock's answer must stay what the contract says. */
function exampleTexts(): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return texts(valueAt(contract, "components", "examples"));
}
