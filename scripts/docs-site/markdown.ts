import { dirname, join, normalize } from "node:path/posix";
import { Marked, type Token, type Tokens } from "marked";
import { escapeMarkup } from "../../contract-tests/reports/escape.ts";
import { headingAnchors } from "./heading-anchors.ts";

/** A part of a guide, from one heading to the next. */
export interface GuideSection {
  /** The id of its heading. */
  readonly anchor: string;
  readonly level: number;
  /** The heading as plain text. */
  readonly title: string;
  /** Its text without markup, for the search. */
  readonly text: string;
}

/** A guide as markup, and its sections. */
export interface RenderedGuide {
  readonly markup: string;
  readonly sections: readonly GuideSection[];
}

/**
 * Renders a guide.
 *
 * @param file Its path from the root of the project, which its links are relative to.
 * @param linkTo Says where a file of the project is on the site; `undefined` if it is not there.
 */
export function renderGuide(
  file: string,
  markdown: string,
  linkTo: (file: string) => string | undefined,
): RenderedGuide {
  const marked = new Marked();
  // Comments are instructions to the tests.
  const tokens = marked.lexer(markdown).filter(({ type, raw }) => type !== "html" || !raw.startsWith("<!--"));
  const anchors = headingAnchors(tokens);
  const place = (href: string): string | undefined => {
    const [path = "", anchor] = href.split("#");
    if (path === "" || /^[a-z]+:/i.test(href)) return href;
    const target = linkTo(normalize(join(dirname(file), decodeURIComponent(path))));
    return target === undefined ? undefined : `${target}${anchor === undefined ? "" : `#${anchor}`}`;
  };
  marked.use({
    renderer: {
      heading(heading) {
        const id = anchors.get(heading) ?? "";
        return `<h${heading.depth} id="${id}">${this.parser.parseInline(heading.tokens)}</h${heading.depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = place(href);
        return target === undefined ? text : `<a href="${escapeMarkup(target)}">${text}</a>`;
      },
      image({ href, text }) {
        return `<img src="${escapeMarkup(place(href) ?? href)}" alt="${escapeMarkup(text)}">`;
      },
      code({ text }) {
        // So that the keyboard can scroll it.
        return `<pre tabindex="0"><code>${escapeMarkup(text)}</code></pre>\n`;
      },
      table(table) {
        return `<div class="wide" tabindex="0">${markedTable(this, table)}</div>\n`;
      },
    },
  });
  return { markup: marked.parser(tokens), sections: sectionsOf(tokens, anchors) };
}

/** The table as marked writes it, in a box that scrolls where a phone is too narrow. */
function markedTable(
  renderer: { parser: { parseInline(tokens: Token[]): string } },
  table: Tokens.Table,
): string {
  const cells = (row: readonly Tokens.TableCell[], tag: "th" | "td") =>
    row
      .map(({ text, tokens, align }) => {
        // An empty header cell is not a header.
        const name = text === "" ? "td" : tag;
        const scope = name === "th" ? ' scope="col"' : "";
        const side = align === null ? "" : ` class="${align}"`;
        return `<${name}${scope}${side}>${renderer.parser.parseInline(tokens)}</${name}>`;
      })
      .join("");
  const body = table.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
  return `<table><thead><tr>${cells(table.header, "th")}</tr></thead><tbody>\n${body}</tbody></table>`;
}

function sectionsOf(tokens: readonly Token[], anchors: ReadonlyMap<Token, string>): readonly GuideSection[] {
  const sections: { anchor: string; level: number; title: string; text: string }[] = [];
  for (const token of tokens) {
    const anchor = anchors.get(token);
    if (token.type === "heading" && anchor !== undefined) {
      sections.push({ anchor, level: token["depth"], title: plainText([token]), text: "" });
      continue;
    }
    const section = sections.at(-1);
    if (section) section.text = `${section.text} ${plainText([token])}`.trim();
  }
  return sections;
}

/** The words of tokens: those of blocks apart, those within a line as they stand. */
function plainText(tokens: readonly Token[]): string {
  const words = tokens.map((token) => {
    if (token.type === "table") {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows]
        .flat()
        .map((cell) => plainText(cell.tokens))
        .join(" ");
    }
    if (token.type === "list") return plainText((token as Tokens.List).items);
    if ("tokens" in token && token.tokens) return plainText(token.tokens);
    return "text" in token ? String(token["text"]) : "";
  });
  const areBlocks = tokens.some(({ type }) =>
    ["paragraph", "list", "list_item", "code", "space"].includes(type),
  );
  return words.join(areBlocks ? " " : "").replace(/\s+/g, " ");
}
