import { createHash } from "node:crypto";
import { html } from "../../contract-tests/reports/page/kit.ts";
import { type SiteGroup, sitePage } from "./site-page.ts";

/** A part of the site that a search can find. */
export interface SearchEntry {
  /** Where it is: a file of the site and an anchor. */
  readonly href: string;
  /** The page it is on. */
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

/** The page that searches the site. It alone has a script: the other pages lead to it with a form. */
export function searchPage(entries: readonly SearchEntry[], groups: readonly SiteGroup[]): string {
  // "<" could end the script.
  const index = JSON.stringify(entries).replaceAll("<", "\\u003c");
  const script = `const entries = ${index};\n${searchScript}`;
  return sitePage({
    file: "search.html",
    title: "Search",
    groups,
    content: html`<h1>Search</h1><p role="status" id="count">This page needs JavaScript.</p><ol id="results" class="results"></ol>`,
    script,
    policy: [`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`],
  });
}

/** Shows the sections that have every word of the question, those with a word in their title first. */
const searchScript = `
const field = document.querySelector("input[type=search]");
const list = document.getElementById("results");
const count = document.getElementById("count");

function scoreOf(entry, words) {
  const title = entry.title.toLowerCase();
  const text = (entry.page + " " + entry.text).toLowerCase();
  let score = 0;
  for (const word of words) {
    const found = text.split(word).length - 1;
    if (title.includes(word)) score += 20;
    else if (found === 0) return 0;
    score += Math.min(found, 5);
  }
  return score;
}

/** The text around the first word, with the words marked. */
function excerpt(text, words) {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 80);
  const part = (at > 0 ? "…" : "") + text.slice(at, at + 260) + (text.length > at + 260 ? "…" : "");
  const paragraph = document.createElement("p");
  const pattern = new RegExp("(" + words.map((word) => word.replace(/[^\\p{L}\\p{N}\\s]/gu, "\\\\$&")).join("|") + ")", "i");
  part.split(new RegExp(pattern, "gi")).forEach((piece, n) => {
    if (n % 2 === 0) return paragraph.append(piece);
    const mark = document.createElement("mark");
    mark.textContent = piece;
    paragraph.append(mark);
  });
  return paragraph;
}

function show() {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const found = words.length === 0 ? [] : entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 50);
  count.textContent = words.length === 0 ? "Type what you are looking for."
    : found.length === 0 ? "Nothing has all of these words."
    : found.length === 1 ? "1 section" : found.length + " sections";
  list.replaceChildren(...found.map(({ entry }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.href;
    link.textContent = entry.title === entry.page ? entry.page : entry.page + ": " + entry.title;
    item.append(link, excerpt(entry.text, words));
    return item;
  }));
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", show);
field.focus();
show();
`;
