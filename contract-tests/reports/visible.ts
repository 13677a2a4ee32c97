/** Characters of a quoted text that a report shows. */
const most = 400;

/**
 * A text of the server, safe to show: no control or invisible character, which could move the cursor, turn the reading
 * direction or hide a part of it, and no more of it than a reader needs.
 */
export function visible(text: string): string {
  const cut = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
