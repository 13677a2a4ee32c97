import type { EventKind } from "../../generated/contract.js";
import type { Evidence } from "./check.ts";
import type { Excerpt } from "./excerpt.ts";
import type { Reason } from "./reasons.ts";

/**
 * How a check ended on one endpoint, or over all of them. `refuted`: an assumption does not hold. `known`: every
 * violation is in the baseline.
 */
export type Outcome = "passed" | "failed" | "refuted" | "known" | "not-exercised";

/** One violation of the contract, with all that an API's team needs to see it for themselves. */
export interface Violation {
  readonly expected: string;
  readonly actual: string;
  readonly evidence: Evidence;
  /** Same for the same violation in every run: check, endpoint and place, without values or positions. */
  readonly fingerprint: string;
  /** Id of the probe whose response showed it. */
  readonly probe: string;
  readonly request: string;
  readonly curl: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly eventIndex?: number | undefined;
  readonly pointer?: string | undefined;
  /** A piece of the response, at the first violation of its fingerprint in a result. The key and personal data are masked. */
  readonly excerpt?: Excerpt | undefined;
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

/** One explanation for violations of several checks: a statement that the server violates, and for which requests. */
export interface Cause {
  /** Where the contract says it: a JSON pointer into the bundle. Absent where a standard is broken. */
  readonly pointer?: string | undefined;
  /** A section of a standard, such as `RFC 9110, section 8.4`. */
  readonly standard?: string | undefined;
  /** The common factors of the requests that show it, by name; empty if all show it. */
  readonly condition: Readonly<Record<string, string>>;
  /** The cause as a sentence. */
  readonly text: string;
  /** The strongest evidence of the violations that it explains. */
  readonly evidence: Evidence;
  /** Ids of the checks whose violations it explains. */
  readonly checks: readonly string[];
  /** The probes whose responses show it. */
  readonly probes: readonly { readonly endpoint: EventKind; readonly probe: string }[];
  /** Fingerprints of the violations that it explains. */
  readonly fingerprints: readonly string[];
}

/** A violation that is known and shall not fail a run; one of a baseline. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly check: string;
  readonly endpoint: string;
  /** The user's reason for accepting it. */
  readonly note: string;
}

/** How many events showed a node of the event model. */
export interface CoverageCount {
  readonly pointer: string;
  readonly count: number;
}

/** Rows of what was seen, where a sentence would not hold it. */
export interface AnswerTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The observations of a run on an open question. */
export interface QuestionAnswer {
  readonly number: number;
  readonly topic: string;
  readonly question: string;
  /** Sentences; empty where nothing was seen. */
  readonly seen: readonly string[];
  readonly tables: readonly AnswerTable[];
  /** The parts that this run could not answer, with reasons. */
  readonly open: readonly string[];
}

/** A change of the contract's evidence that what was seen supports. */
export interface EvidenceProposal {
  /** File in `spec/`. */
  readonly file: string;
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  /** The present level. */
  readonly level: Evidence;
  /** `observed`: raise it to that, or drop a note that says it was seen elsewhere only. `correct`: it does not hold. */
  readonly change: "observed" | "correct";
  readonly because: string;
}

/** The observations of a run on the questions that only the live API can answer. */
export interface OpenQuestionsResult {
  /** Whether the server is the one that the contract names. Responses of another server are not evidence about the API. */
  readonly isApi: boolean;
  readonly answers: readonly QuestionAnswer[];
  readonly proposals: readonly EvidenceProposal[];
}

/** Everything a run found; every rendering is made from this one object. */
export interface ContractReport {
  readonly schemaVersion: 2;
  readonly target: string;
  readonly baseUrl: string;
  readonly notificationId: number;
  readonly window: { readonly start: string; readonly end: string };
  /** The part of the window that was looked into, on endpoints whose response to the whole one was too large to be read. */
  readonly narrowed?: Readonly<Partial<Record<EventKind, { readonly start: string; readonly end: string }>>>;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly strict: boolean;
  readonly requireExercised: boolean;
  /** Why the run stopped before its end. */
  readonly stopped?: string | undefined;
  /** Explanations of the violations. The one that explains most comes first. */
  readonly causes: readonly Cause[];
  readonly results: readonly CheckResult[];
  /** Each property and each union branch of the event model, also those that no event showed. */
  readonly schemaCoverage: readonly CoverageCount[];
  readonly events: Readonly<Record<EventKind, number>>;
  /** Entries of the baseline that this run looked for and did not find: to be removed from it. */
  readonly baselineGone?: readonly BaselineEntry[] | undefined;
  /** Absent where only some checks ran, and from a mock, whose responses are the contract's examples. */
  readonly openQuestions?: OpenQuestionsResult | undefined;
  readonly exitCode: 0 | 1 | 2 | 3;
}
