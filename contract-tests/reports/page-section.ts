import type { Html } from "./html.ts";

/** A part of the HTML report, with a place in its navigation. */
export interface PageSection {
  readonly id: string;
  readonly title: string;
  /** How many entries it has, or how much of all. */
  readonly size: string | number;
  readonly content: Html;
}
