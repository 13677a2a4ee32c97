/*
 * Recognises the API key in any text that quotes a server or the platform.
 *
 * A server that echoes the key may write any of its characters in another way: JSON escapes a quote, a URL writes %2F for a
 * slash, HTML writes &#x2B; for a plus, a log changes the letter case. So each key becomes one pattern in which every
 * character may be spelled in each of these ways. A server may also echo a key that was cut, because the conformance suite
 * sends such keys. The caller decides what takes the place of a match: a label in the client and in reports, a pseudonym in
 * recordings.
 */

/** A shorter text is a placeholder, not a secret, and would be found in every other word. */
const shortestSecret = 4;
/** A shorter key has no recognisable pieces, because the rest after a cut occurs in other words. */
const shortestCutKey = 8;

/**
 * Of a longer key, only so many characters are looked for, and what follows them goes with them: an engine rejects a pattern
 * of many thousand characters, and its message quotes it.
 */
const longestPattern = 200;

/** Building a pattern takes longer than using it. */
const patterns = new WeakMap<readonly string[], RegExp>();

/** Replaces each key in a text by `[redacted]`, in every spelling. */
export function maskKeys(text: string, keys: readonly string[]): string {
  return text.replace(keyPattern(keys), "[redacted]");
}

/** A global pattern that finds each of these keys in every spelling. Each of the pieces of a key is a group of its own. */
export function keyPattern(keys: readonly string[]): RegExp {
  let pattern = patterns.get(keys);
  if (!pattern) {
    const secrets = keys.flatMap(keyPieces).filter(({ length }) => length >= shortestSecret);
    pattern = new RegExp(secrets.map((secret) => `(${spellings(secret)})`).join("|") || "(?!)", "gi");
    patterns.set(keys, pattern);
  }
  return pattern;
}

/**
 * The sent forms of a key: whole, without its first character, without its last (and without the padding of base64).
 */
export function keyPieces(key: string): string[] {
  return key.length < shortestCutKey ? [key] : [key, key.slice(1), key.replace(/.=*$/, "")];
}

/** An ampersand in HTML, which may have been escaped more than once. */
const ampersand = "&(?:amp;)*";

/** Spellings that only some characters have: in JSON pointers, in HTML and in HTML forms. */
const special: Readonly<Record<string, string>> = {
  "~": "~0|",
  "/": "~1|",
  " ": "\\+|",
  '"': `${ampersand}quot;|`,
  "'": `${ampersand}apos;|`,
  "&": `${ampersand}amp;|`,
  "<": `${ampersand}lt;|`,
  ">": `${ampersand}gt;|`,
};

/**
 * A pattern of a text in any letter case, in which each character may be plain or in a spelling of JSON (also quoted in
 * a message), a URL or HTML. No character matches in two ways at one place, because a text that ends within the key
 * would then take exponential time. It allows at most three backslashes, because a long row of them would take
 * quadratic time.
 */
function spellings(secret: string): string {
  const whole = secret.slice(0, longestPattern).replace(/./gsu, (char) => {
    const cases = [...new Set([char.toLowerCase(), char.toUpperCase()])];
    const codes = cases.map((either) => either.charCodeAt(0));
    const hex = codes.map((code) => code.toString(16).padStart(2, "0"));
    const url = cases
      .map((either, i) => encodeURIComponent(either).replace(/^[^%]$/, `%${hex[i]}`))
      .join("|");
    return [
      `(?:${special[char] ?? ""}\\\\{0,3}(?:\\u00${hex[0]}|u00(?:${hex.join("|")}))`,
      url.replaceAll("%", "%(?:25)*"),
      `${ampersand}#(?:x0*(?:${hex.join("|")})|0*(?:${codes.join("|")}));)`,
    ].join("|");
  });
  return secret[longestPattern] ? `${whole}\\S*` : whole;
}
