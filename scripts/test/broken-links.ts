import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked } from "marked";
import { headingAnchors } from "../docs-site/heading-anchors.ts";
import { tokensOf } from "./guides.ts";

/** The links of a guide that lead nowhere in the checkout, as written. Addresses of other sites are not asked for. */
export function brokenLinks(root: string, guide: string): readonly string[] {
  const file = join(root, guide);
  const links = tokensOf(readFileSync(file, "utf8")).flatMap((token) =>
    token.type === "link" || token.type === "image" ? [token.href] : [],
  );
  return links.filter((link) => !/^[a-z]+:/i.test(link) && !leadsSomewhere(file, link));
}

function leadsSomewhere(file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? file : join(dirname(file), decodeURIComponent(path));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  return (
    statSync(target).isFile() && target.endsWith(".md") && anchorsOf(readFileSync(target, "utf8")).has(anchor)
  );
}

function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set(headingAnchors(marked.lexer(markdown)).values());
}
