/** Markup that {@link html} made; never a text of the server. */
export interface Html {
  readonly markup: string;
}

/** What a template takes. Nothing is written for `undefined` and `false`. */
export type HtmlPart = string | number | undefined | false | Html | readonly HtmlPart[];

/** Template tag that escapes every value which it did not make itself, so that forgetting to is impossible. */
export function html(markup: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  return { markup: markup.reduce((before, after, i) => `${before}${render(values[i - 1])}${after}`) };
}

function render(part: HtmlPart): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "object") return "markup" in part ? part.markup : part.map(render).join("");
  return escapeMarkup(String(part));
}

/** Escapes a text for HTML and XML, in content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
