import { marked } from "marked";
import type { Html } from "../../contract-tests/reports/page/kit.ts";

/** The contract's Markdown as markup. It is ours, written by hand in `spec/`, so it is trusted. */
export function prose(markdown: unknown): Html {
  return { markup: markdown === undefined ? "" : marked.parse(String(markdown), { async: false }) };
}

/** A short text in Markdown, where no paragraph may stand. */
export function inlineProse(markdown: unknown): Html {
  return { markup: markdown === undefined ? "" : marked.parseInline(String(markdown), { async: false }) };
}
