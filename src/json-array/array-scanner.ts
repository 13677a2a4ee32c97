/**
 * Finds where elements end in the text that follows an array's opening bracket, in pieces of any size.
 *
 * It knows only strings and brackets of JSON, so its results for an invalid text mean nothing.
 *
 * @returns A function that takes the next piece and returns the indexes of its top-level commas, and of the bracket
 *   that closes the array.
 */
export function createArrayScanner(): (piece: string) => number[] {
  // Declared here, because bundlers inline a function's constants and not a module's.
  const quote = 0x22;
  const comma = 0x2c;
  const backslash = 0x5c;
  const openingBrace = 0x7b;
  const closingBrace = 0x7d;
  let depth = 1;
  let inString = false;
  /** Where to begin: not at 0 if the piece before ended in the middle of an escape. */
  let at = 0;

  return (piece) => {
    const ends: number[] = [];
    for (; at < piece.length; at++) {
      const char = piece.charCodeAt(at);
      if (char === quote) inString = !inString;
      else if (inString) {
        if (char === backslash) at++;
      }
      // Bit 5 is all that tells a bracket from a brace.
      else if ((char | 0x20) === openingBrace) depth++;
      else if ((char | 0x20) === closingBrace ? !--depth : char === comma && depth === 1) ends.push(at);
    }
    at -= piece.length;
    return ends;
  };
}
