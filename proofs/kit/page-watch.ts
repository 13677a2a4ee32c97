import type { Page } from "playwright-core";

/** What a page did that its reader does not see; filled while the page is used. */
export interface PageWatch {
  /** Errors and warnings on its console, rejected styles and scripts among them, and errors that nothing caught. */
  readonly complaints: readonly string[];
  /** URLs it asked for beyond its own origin, or beyond its own file. */
  readonly outside: readonly string[];
}

/** Watches a page from before it is opened. */
export function watchPage(page: Page, ownUrl: string): PageWatch {
  const complaints: string[] = [];
  const outside: string[] = [];
  const own = new URL(ownUrl);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = own.protocol === "file:" ? url.href.split("#")[0] === own.href : url.origin === own.origin;
    if (!isOwn && url.protocol !== "data:") outside.push(url.href);
  });
  return { complaints, outside };
}
