import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MarkedToken, marked } from "marked";

/** The checkout. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** The documents, as paths from the root. */
export const guides: readonly string[] = globSync(["*.md", "docs/*.md", "examples/*.md"], { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .sort();

/** The text of a guide. */
export function readGuide(guide: string): string {
  return readFileSync(join(root, guide), "utf8");
}

/** All tokens of a text in Markdown, those inside of others too. */
export function tokensOf(markdown: string): readonly MarkedToken[] {
  const tokens: MarkedToken[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => void tokens.push(token as MarkedToken));
  return tokens;
}
