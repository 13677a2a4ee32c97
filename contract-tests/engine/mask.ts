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

/** The key as it was sent, whole and cut, in any letter case; as URLs, JSON texts and JSON pointers write it. */
function spellings(key: string): readonly RegExp[] {
  if (key === "") return [];
  if (key.length < leastLength) return [new RegExp(escaped(key), "g")];
  const sent = [key, keyHeader("truncated", key) ?? key];
  const all = sent.flatMap((plain) => [
    plain,
    encodeURIComponent(plain),
    JSON.stringify(plain).slice(1, -1),
    plain.replaceAll("~", "~0").replaceAll("/", "~1"),
  ]);
  // The longer ones first: what is left of a key that was replaced in part would stand there.
  return [...new Set(all)].sort((a, b) => b.length - a.length).map((one) => new RegExp(escaped(one), "gi"));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
