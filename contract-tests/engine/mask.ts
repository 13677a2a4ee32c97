import { keyHeader } from "./send.ts";

/** Characters of a text of the server that a report keeps. */
const most = 2000;
/** A shorter key stands in texts by chance: its pieces and other spellings are left alone. */
const leastLength = 8;

/** Pieces that an address may be part of. A pattern of the whole address would search a long text for minutes. */
const piece = /[^\s"'<>/?&=;,:(){}[\]\\]+/g;
/** The middle of an address, plain or as a URL spells it. */
const at = /.(?:@|%40)./i;
/** A digest of 128 bits or more. */
const digest = /[0-9a-f]{32,}/gi;

/** Takes the key, in each spelling it may come back in, addresses and digests out of a text that quotes the server. */
export function mask(text: string, key: string): string {
  const keyless = spellings(key).reduce((before, pattern) => before.replace(pattern, "[key]"), text);
  const masked = keyless
    .replace(piece, (part) => (at.test(part) ? "[address]" : part))
    .replace(digest, "[hash]");
  return masked.length > most ? `${masked.slice(0, most)}… (${masked.length} characters)` : masked;
}

/** The key as it was sent, whole and cut at either end, in any letter case. */
function spellings(key: string): readonly RegExp[] {
  if (key === "") return [];
  if (key.length < leastLength) return [new RegExp(escaped(key), "g")];
  // The longer one first: what is left of a key that was replaced in part would stand there.
  const sent = [key, keyHeader("truncated", key) ?? key, key.slice(1)];
  return sent.map((text) => new RegExp(text.replace(/./gsu, spelling), "gi"));
}

const pointers: Readonly<Record<string, string>> = { "~": "~0|", "/": "~1|" };

/**
 * A pattern of a character as it is, and as JSON (also where a message quotes it), URLs, HTML and JSON pointers may write
 * it. No more than three backslashes, or a long row of them would take quadratic time.
 */
function spelling(char: string): string {
  const hex = char.charCodeAt(0).toString(16);
  const json = `u${hex.padStart(4, "0")}`;
  const url = encodeURIComponent(char).replace(/^[^%]$/, `%${hex}`);
  return `(?:${pointers[char] ?? ""}\\\\{0,3}(?:\\${json}|${json})|${url}|&#x0*${hex};)`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
