/** The longest text that a report quotes whole, in characters. */
const most = 400;

/**
 * Makes a text of the server safe to show. Control characters and invisible characters could move the cursor, turn the
 * reading direction or hide a part, so each is shown by its number. A long text is cut.
 */
export function visible(text: string): string {
  const cut = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Escapes a text for HTML and XML, in content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * Replaces what no XML document may hold, not even as a reference: most control characters, halves of surrogate pairs,
 * U+FFFE and U+FFFF (XML 1.0, section 2.2).
 */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/** Code in Markdown. It uses an element instead of backticks, because no text can end an element. */
export function markdownCode(value: string): string {
  return `<code>${markdownText(value)}</code>`;
}

/** Characters that GitHub's Markdown acts on within a line, and the beginnings of the links it makes by itself. */
const active = /[\\`*_{}[\]<>#!|~@&$^]|:(?=\/\/)|(?<=www)\./gi;

/** Escapes a text for Markdown: no markup, no link, no mention of a user. It must not begin a line. */
export function markdownText(value: string): string {
  return visible(value).replace(active, (character) => `&#${character.codePointAt(0)};`);
}
