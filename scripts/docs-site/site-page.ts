import { type Html, html, htmlPage } from "../../contract-tests/reports/page/kit.ts";
import { siteStyle } from "./site-style.ts";

/** A page of the site, as the contents list it. */
export interface SiteEntry {
  /** The name of its file, which links lead to. */
  readonly file: string;
  readonly title: string;
}

/** Entries of the contents under one heading. */
export interface SiteGroup {
  readonly title: string;
  readonly entries: readonly SiteEntry[];
}

/** A page of the site, with the parts around its content. */
export interface SitePage extends SiteEntry {
  readonly content: Html;
  /** The content of the page itself, before the contents of the site. */
  readonly ownContents?: Html | undefined;
  readonly groups: readonly SiteGroup[];
  readonly style?: string;
  /** Sources of the Content-Security-Policy beside the page's own styles. */
  readonly policy?: readonly string[];
  readonly script?: string;
}

/**
 * Writes a page of the site. The contents come after the text, so that a phone shows the title first; a wide screen shows
 * them at the left.
 */
export function sitePage({
  file,
  title,
  content,
  ownContents,
  groups,
  style = "",
  policy = [],
  script,
}: SitePage): string {
  const body = html`<a class="skip" href="#content">To the content</a>
<header class="site"><a class="home" href="index.html">np6-notification-events</a>
<a class="to-contents" href="#contents">Contents</a>
<form role="search" action="search.html"><input type="search" name="q" aria-label="Search the docs" placeholder="Search"></form></header>
<main id="content">${content}</main>
<nav class="contents" id="contents" aria-label="Contents">${ownContents}${groups.map((group) => groupOf(group, file))}</nav>`;
  return htmlPage({
    title: title === siteName ? title : `${title} - ${siteName}`,
    // Every page brings its style; images lie beside it.
    policy: ["default-src 'none'", "style-src 'unsafe-inline'", "img-src 'self' data:", ...policy],
    style: siteStyle + style,
    body,
    ...(script === undefined ? {} : { script }),
  });
}

const siteName = "np6-notification-events";

function groupOf({ title, entries }: SiteGroup, current: string): Html {
  return html`<b>${title}</b><ul>${entries.map(
    ({ file, title }) =>
      html`<li><a href="${file}"${file === current && html` aria-current="page"`}>${title}</a></li>`,
  )}</ul>`;
}
