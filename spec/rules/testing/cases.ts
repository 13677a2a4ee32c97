import type { Edits } from "./lint.ts";

/** What is broken, the edit that breaks it (with `#!` on the line to be reported), and a part of the message. */
export type BrokenCase = readonly [what: string, edits: Edits, says: string];

/** What of one rule, and of that rule alone, is tested: each broken case is reported once, no good one at all. */
export interface RuleCases {
  readonly rule: string;
  readonly broken: readonly BrokenCase[];
  readonly good: readonly (readonly [what: string, edits: Edits])[];
}
