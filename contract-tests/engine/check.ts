import type { EventKind } from "../../generated/contract.js";
import type { EndpointContext } from "./endpoint-context.ts";
import type { ProbeResult } from "./probe-result.ts";
import type { NotExercised } from "./reasons.ts";

/**
 * How what a check asserts is known. `http`: HTTP or JSON itself demands it. The others are the levels of the
 * contract. A violation of an `assumed` statement refutes the assumption, which fails a run only when it is strict.
 */
export type Evidence = "http" | "documented" | "sampled" | "observed" | "assumed";

/**
 * What is wrong, for programs. A fingerprint holds it in place of the words, so users' baselines depend on it: a code is
 * never renamed and never changes its meaning.
 */
export type FindingCode =
  | "at-or-after-end"
  | "before-start"
  | "body-after-head"
  | "duplicate-event"
  | "duplicate-name"
  | "event-differs"
  | "event-in-error"
  | "foreign-events"
  | "implausible-time"
  | "in-both-windows"
  | "incomplete-body"
  | "key-echoed"
  | "key-not-read"
  | "late-events"
  | "lost-ties"
  | "misplaced-key"
  | "missing-events"
  | "no-event-list"
  | "not-an-array"
  | "not-an-object"
  | "not-rejected"
  | "not-reversed"
  | "not-served"
  | "not-utf8"
  | "on-two-endpoints"
  | "other-body"
  | "other-customer"
  | "other-charset"
  | "other-events"
  | "other-media-type"
  | "other-notification"
  | "other-request"
  | "other-status"
  | "other-type"
  | "out-of-order"
  | "rate-limit-form"
  | "redirect"
  | "remaining-above-limit"
  | "reset-in-the-past"
  | "retry-after-form"
  | "server-error"
  | "stack-trace"
  | "stamped-after-publication"
  | "still-limited"
  | "unbounded-side-limited"
  | "undecodable-body"
  | "unexpected-events"
  | "unreadable-body"
  | "unsafe-number"
  | "window-by-stamp"
  | `schema-${string}`;

/** One violation of the contract, before the engine completes it with where it was seen. */
export interface Finding {
  readonly code: FindingCode;
  /** The expected value, in words. */
  readonly expected: string;
  /** The actual value. Never personal data: it names values by their place and type. */
  readonly actual: string;
  /** The result that shows it. */
  readonly result: ProbeResult;
  /** Position of the event in the response, from 0. */
  readonly eventIndex?: number | undefined;
  /** JSON pointer into that event. */
  readonly pointer?: string | undefined;
  /** Level of the contract's node, where it is known better than the check's own. */
  readonly evidence?: Evidence | undefined;
}

/** The result of a judgment: the findings, none if the rule holds; or the reason why it could not be judged. */
export type Verdict = readonly Finding[] | NotExercised;

/** A check: data, with a pure judgment over the results of probes. */
export interface Check<ProbeId extends string = string> {
  /** In kebab-case; named in `refutedBy` of the contract, in reports and on the command line. */
  readonly id: string;
  /** The rule that holds on a conformant server, as a sentence. */
  readonly title: string;
  /** How what it asserts is known. */
  readonly evidence: Evidence;
  /** JSON pointer to the rule in the bundled contract. `{path}` is replaced by the path of the endpoint. */
  readonly pointer: string;
  /** Endpoints that it judges; all where it does not say. */
  readonly kinds?: readonly EventKind[];
  /** Probes whose results it judges. One that could not be sent leaves the check not exercised, with that reason. */
  readonly needs: readonly ProbeId[];
  /** Judge with those needed probes that could be sent, if there is at least one. */
  readonly anyOf?: boolean;
  /** Compares answers to different questions, which a target that serves canned examples cannot show. */
  readonly needsState?: boolean;
  /** Only for a target that serves the contract's own examples; on any other it has no meaning and is left out. */
  readonly needsExamples?: boolean;
  /** `run` judges once, over the endpoints whose needed probes could be sent, instead of once an endpoint. */
  readonly scope?: "run";
  judge(context: EndpointContext, contexts: readonly EndpointContext[]): Verdict;
}

/** The code for an event that breaks a rule of its schema, from the keyword of JSON Schema: `additionalProperties`. */
export function schemaCode(keyword: string): FindingCode {
  return `schema-${keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
