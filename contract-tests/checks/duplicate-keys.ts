/**
 * Names that occur twice in one object of a JSON text, which must be valid.
 *
 * JSON.parse keeps the last one without a word, while other readers keep the first: two consumers of one response would
 * see different data (RFC 8259, section 4).
 */
export function duplicateKeys(text: string): string[] {
  const found = new Set<string>();
  // One set of names for each open object, undefined for each open array.
  const open: (Set<string> | undefined)[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [symbol] = token;
    if (symbol === "{") open.push(new Set());
    else if (symbol === "[") open.push(undefined);
    else if (symbol === "}" || symbol === "]") open.pop();
    else {
      const names = open.at(-1);
      if (!names || !isName(text, tokens.lastIndex)) continue;
      const name: unknown = JSON.parse(symbol);
      if (names.has(String(name))) found.add(String(name));
      names.add(String(name));
    }
  }
  return [...found];
}

/** A string is a name when a colon follows it. */
function isName(text: string, from: number): boolean {
  let i = from;
  while (" \t\r\n".includes(text.charAt(i)) && i < text.length) i++;
  return text.charAt(i) === ":";
}
