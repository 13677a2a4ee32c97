/** How much text {@link excerpt} wants: no address that begins in what it shows has its `@` beyond this. */
export const excerptInput = 400;

/** E-mail addresses, also percent-encoded, and digests: the API's `hash` is one of an address. */
const personal = /[^\s"]*(@|%40|[0-9a-f]{32})[^\s"]*/gi;

/** The first 200 characters of a text, fit for an error message: on one line, personal data starred out. */
export function excerpt(text: string): string {
  return (
    text
      .slice(0, excerptInput)
      // As long as what it hides, so that nothing from the unmasked end of the input moves up into sight.
      .replace(personal, (match) => "*".repeat(match.length))
      .slice(0, 200)
      // Control characters, what terminals take for a new line, half a surrogate pair.
      .replace(/[\p{C}\p{Z}]/gu, " ")
  );
}
