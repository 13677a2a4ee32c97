import type { EditedFiles } from "./edited-files.ts";

/** A change that the vendor could make to the API, as a maintainer would write it into the contract. */
export interface ContractChange {
  readonly name: string;
  readonly title: string;
  /** Edits files of `spec/`, and no other. */
  edit(files: EditedFiles): void;
  /**
   * Edits at most {@link mostDecisions} files outside `spec/`. Only for a change that needs a decision which no contract
   * holds, such as what the name of a renamed property was used for.
   */
  decide?(files: EditedFiles): void;
  /** What the packed command line must do with the change, unless `generate` rejects it. */
  readonly pull?: PackedPull;
  /** A part of the message with which `generate` must reject the change. No other step runs then. */
  readonly rejected?: RegExp;
}

/** One `np6-events pull` of the packed package against the packed sandbox; a sync of the same kind follows. */
export interface PackedPull {
  /** Its arguments, from the event kind on. */
  readonly args: readonly string[];
  /** What its output must contain. */
  readonly shows: RegExp;
  /** A column that the view of the synced kind must have. */
  readonly column?: string;
}

/** How many files outside `spec/` a change may edit that needs a decision. */
export const mostDecisions = 3;
