/**
 * Text of the other document, safe to print on a line: no control or invisible character, which could move the cursor
 * or hide a part of it.
 *
 * @param most Characters that are kept: as many as a reader needs.
 */
export function printable(value: unknown, most = 200): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const line = text
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{FFFD}");
  return line.length > most ? `${line.slice(0, most)}… (${line.length} characters)` : line;
}
