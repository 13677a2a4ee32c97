import { visible } from "./visible.ts";

/** Elements instead of backticks: a text cannot end them. */
export function markdownCode(value: string): string {
  return `<code>${markdownText(value)}</code>`;
}

/** What GitHub's Markdown acts on within a line, the beginnings of the links it makes by itself among it. */
const active = /[\\`*_{}[\]<>#!|~@&$^]|:(?=\/\/)|(?<=www)\./gi;

/** A text that is shown as it is: no markup, no link, no mention of a user. Never the beginning of a line. */
export function markdownText(value: string): string {
  return visible(value).replace(active, (character) => `&#${character.codePointAt(0)};`);
}
