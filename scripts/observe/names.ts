/**
 * Whether a name from a response may be shown. Names are vocabulary where somebody chose them, and data where an object is
 * used as a map: an address, a digest, a contact's number. Only what reads like a chosen word passes.
 */
export function isWord(name: string): boolean {
  return /^[A-Za-z_][A-Za-z_-]{0,31}\d{0,2}$/.test(name) && !isDigest(name);
}

/** Whether the tag of a union may be shown. Kinds of this API are phrases, spaces included. */
export function isPhrase(tag: string): boolean {
  return tag.length <= 60 && tag.split(" ").length <= 6 && tag.split(" ").every(isWord);
}

/** Letters of hexadecimal digits alone, too many for a word. */
function isDigest(name: string): boolean {
  return name.length >= 8 && /^[0-9a-f]+$/i.test(name);
}

/** `user defined policy` → `UserDefinedPolicy`. */
export function pascalCase(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** When something was seen, as the end of a sentence: `, 2026-11-01 to 2026-11-24`. */
export function period({ first, last }: { readonly first: number; readonly last: number }): string {
  if (first > last) return "";
  const [from, to] = [day(first), day(last)];
  return from === to ? `, ${from}` : `, ${from} to ${to}`;
}

/** `2026-11-24`. */
function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
