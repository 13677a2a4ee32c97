import type { Edits } from "./lint.ts";

/** The defect, the edit that makes it (with `#!` on the line to be reported), and a part of the message. */
export type BrokenCase = readonly [what: string, edits: Edits, says: string];

/** The cases of one rule: each broken case is reported once, and no valid one. */
export interface RuleCases {
  readonly rule: string;
  readonly broken: readonly BrokenCase[];
  readonly good: readonly (readonly [what: string, edits: Edits])[];
}
