/** An e-mail address, also percent-encoded, or a digest: the API's `hash` is one of an address. */
const personal = /@|%40|[\da-f]{32}/i;

/** Stars out each word with personal data. It stays as long as it was: what stands behind it does not move. */
export function maskPersonal(text: string): string {
  // Word by word: one expression for it all would take quadratic time on a long word.
  return text.replace(/[^\s"]+/g, (word) => (personal.test(word) ? word.replace(/./g, "*") : word));
}
