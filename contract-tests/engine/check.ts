import type { Observation } from "./observation.ts";
import type { Reason } from "./reasons.ts";
import type { Scene } from "./scene.ts";

/**
 * How what a check asserts is known. `http`: HTTP or JSON itself demands it. The others are the levels of the
 * contract. A violation of an `assumed` statement refutes the assumption, which fails a run only when it is strict.
 */
export type Evidence = "http" | "documented" | "sampled" | "observed" | "assumed";

/** One departure from the contract, before the engine completes it with where it was seen. */
export interface Finding {
  /** What the contract says, in words. */
  readonly expected: string;
  /** What came instead. Never personal data: values are named by their place and type. */
  readonly actual: string;
  /** The observation it was seen in. */
  readonly observation: Observation;
  /** Position of the event in the answer, from 0. */
  readonly eventIndex?: number | undefined;
  /** JSON pointer into that event. */
  readonly pointer?: string | undefined;
  /** Level of the contract's node, where it is known better than the check's own. */
  readonly evidence?: Evidence | undefined;
}

/** What a judgment returns: the departures found, none meaning it holds; or why it could not be judged. */
export type Verdict = readonly Finding[] | { readonly notExercised: Reason };

/** A check: a row of data with a pure judgment over recorded observations. */
export interface Check {
  /** In kebab-case; named in `refutedBy` of the contract, in reports and on the command line. */
  readonly id: string;
  /** What holds on a server that honours the contract, as a sentence. */
  readonly title: string;
  /** How what it asserts is known. */
  readonly evidence: Evidence;
  /** JSON pointer into the bundled contract: where it says so. `{kind}` stands for the kind of events. */
  readonly pointer: string;
  /** Observations it judges. One that could not be made leaves the check not exercised, with that reason. */
  readonly needs: readonly string[];
  /** Judge with whichever of the needed observations could be made, as long as there is one. */
  readonly anyOf?: boolean;
  /** Compares answers to different questions, which a target that serves canned examples cannot show. */
  readonly needsState?: boolean;
  /** Only for a target that serves the contract's own examples; on any other it has no meaning and is left out. */
  readonly needsExamples?: boolean;
  /** `run` judges once, over the endpoints whose needed observations could be made, instead of once an endpoint. */
  readonly scope?: "run";
  judge(scene: Scene, scenes: readonly Scene[]): Verdict;
}

/** Shorthand for a verdict that could not be reached. */
export function notExercised(reason: Reason): { readonly notExercised: Reason } {
  return { notExercised: reason };
}
