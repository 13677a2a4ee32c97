import type * as util from "node:util";
import type { Outcome } from "../engine/report.ts";

/** What `util.styleText` takes. */
export type Style = Parameters<typeof util.styleText>[0];
/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colour of each outcome. */
export const colours: Readonly<Record<Outcome, Style>> = {
  passed: "green",
  failed: "red",
  refuted: "yellow",
  known: "cyan",
  "not-exercised": "dim",
};
/** Breaks a list at its spaces; further lines are indented. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
