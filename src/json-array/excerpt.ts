import { starPersonal } from "../shared/redaction/personal.ts";

/** How much text {@link excerpt} wants: no address that begins in what it shows has its `@` beyond this. */
export const excerptInput = 400;

/** The first 200 characters of a text, fit for an error message: on one line, personal data starred out. */
export function excerpt(text: string): string {
  return (
    // As nothing moves up, nothing from an unmasked end comes into sight.
    starPersonal(text)
      .slice(0, 200)
      // Control characters, what terminals take for a new line, half a surrogate pair.
      .replace(/[\p{C}\p{Z}]/gu, " ")
  );
}
