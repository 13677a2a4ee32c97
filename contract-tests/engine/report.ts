import type { EventKind } from "../../generated/event-kinds.js";
import type { Evidence } from "./check.ts";
import type { Reason } from "./reasons.ts";

/**
 * How a check ended on one endpoint, or over all of them. `refuted`: an assumption does not hold. `known`: every
 * violation is in the baseline.
 */
export type Outcome = "passed" | "failed" | "refuted" | "known" | "not-exercised";

/** One departure from the contract, with all that an API's team needs to see it for themselves. */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
  /** Same for the same departure in every run: check, endpoint and place, without values or positions. */
  readonly fingerprint: string;
  readonly observation: string;
  readonly request: string;
  readonly curl: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly eventIndex?: number | undefined;
  readonly pointer?: string | undefined;
  /** The baseline's note, where the baseline names this violation. */
  readonly known?: string | undefined;
}

/** One check on one endpoint. */
export interface CheckResult {
  readonly check: string;
  readonly title: string;
  readonly endpoint: EventKind | "all";
  readonly evidence: Evidence;
  /** Where the contract says it: a JSON pointer into the bundle. */
  readonly pointer: string;
  readonly outcome: Outcome;
  readonly reason?: Reason | undefined;
  readonly violations: readonly Violation[];
}

/** A violation that is known and shall not fail a run; one of a baseline. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly check: string;
  readonly endpoint: string;
  /** Why it is accepted, in the words of whoever accepted it. */
  readonly note: string;
}

/** How often a node of the event model was seen. */
export interface WitnessCount {
  readonly pointer: string;
  readonly count: number;
}

/** Everything a run found; every rendering is made from this one object. */
export interface ContractReport {
  readonly schemaVersion: 1;
  readonly target: string;
  readonly baseUrl: string;
  readonly notificationId: number;
  readonly window: { readonly start: string; readonly end: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly strict: boolean;
  readonly requireExercised: boolean;
  /** Why the run stopped before its end. */
  readonly stopped?: string | undefined;
  readonly results: readonly CheckResult[];
  readonly witnesses: readonly WitnessCount[];
  readonly events: Readonly<Record<EventKind, number>>;
  /** Entries of the baseline that this run looked for and did not find: to be removed from it. */
  readonly baselineGone?: readonly BaselineEntry[] | undefined;
  readonly exitCode: 0 | 1 | 2 | 3;
}
