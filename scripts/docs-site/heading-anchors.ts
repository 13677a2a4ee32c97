import { type Token, type Tokens, walkTokens } from "marked";

/** The anchors that GitHub gives to the headings of a text, by heading. */
export function headingAnchors(tokens: readonly Token[]): ReadonlyMap<Token, string> {
  const anchors = new Map<Token, string>();
  const taken = new Set<string>();
  walkTokens([...tokens], (token) => {
    if (token.type !== "heading") return;
    const words = (token as Tokens.Heading).text
      .replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    let free = anchor;
    for (let n = 1; taken.has(free); n++) free = `${anchor}-${n}`;
    taken.add(free);
    anchors.set(token, free);
  });
  return anchors;
}
