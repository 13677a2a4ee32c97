import { escapeMarkup } from "../escape.ts";

/** Markup that {@link html} made. It never contains unescaped text of a server. */
export interface Html {
  readonly markup: string;
}

/** The values that a template takes. `undefined` and `false` print nothing. */
export type HtmlPart = string | number | undefined | false | Html | readonly HtmlPart[];

/** Template tag that escapes every value it did not make itself, so nobody can forget to. */
export function html(markup: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  return { markup: markup.reduce((before, after, i) => `${before}${render(values[i - 1])}${after}`) };
}

function render(part: HtmlPart): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "object") return "markup" in part ? part.markup : part.map(render).join("");
  return escapeMarkup(String(part));
}

/** The colours and the rules of one page. */
export interface PageStyle {
  /** Custom properties beside the shared ones: declarations of CSS. */
  readonly light: string;
  /** The same properties for dark screens. */
  readonly dark: string;
  /** Rules that follow the shared ones. */
  readonly rules: string;
}

/** The style of a page: the palette and the typography that all pages share, then its own rules. */
export function pageStyle({ light, dark, rules }: PageStyle): string {
  return `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b2330; --soft: #56606f; --line: #d8dde5; --link: #1a56b8; --code: #eef1f5;
  ${light}
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --text: #e4e8ee; --soft: #a3adbb; --line: #323b48; --link: #8ab8ff; --code: #232b36;
    ${dark}
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
code, pre { font: 0.86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
time { white-space: nowrap; }
code { overflow-wrap: anywhere; unicode-bidi: isolate; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 2; padding: 0.5rem 1rem; background: var(--card); }
.wrap { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
.quiet { color: var(--soft); }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

${rules}`;
}

/** A section of the report page, with a place in its navigation. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  /** How many entries it has, or how much of all. */
  readonly size: string | number;
  readonly content: Html;
}

/** A page that needs nothing beside itself. */
export interface HtmlPage {
  readonly title: string;
  /** The Content-Security-Policy. */
  readonly policy: readonly string[];
  readonly style: string;
  readonly body: Html;
  readonly script?: string;
}

/** Writes the whole document. */
export function htmlPage({ title, policy, style, body, script }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy.join("; "))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
${body.markup}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}
