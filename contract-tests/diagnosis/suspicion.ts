import type { Check, Finding } from "../engine/check.ts";
import type { CheckResult } from "../engine/report.ts";
import { type Condition, rareInstants } from "./condition.ts";
import type { Sample } from "./localise.ts";
import type { Request } from "./requests.ts";

/** A finding of a check, and the request whose response shows it. */
export interface Symptom {
  readonly check: Check;
  readonly endpoint: CheckResult["endpoint"];
  readonly finding: Finding;
  /** The events that are wrong in the same way in this response. */
  readonly events: readonly unknown[];
  readonly request: Request;
}

/** A run as the diagnosis sees it. */
export interface Run {
  readonly requests: readonly Request[];
  readonly found: readonly Symptom[];
}

/** The violated rule: a statement of the contract, or a section of a standard. */
export type BrokenStatement = { readonly pointer: string } | { readonly standard: string };

/** Something that a server may do wrong, and the requests that show it. */
export interface Suspicion extends Sample {
  /** The rule that it would violate, which may depend on the requests that show it. */
  statement(condition: Condition): BrokenStatement;
  /** The subject of the sentence. Default: the server. */
  readonly who?: string;
  /** The fault, as a sentence without its subject. */
  readonly says: string;
  /** The common description of the concerned requests, such as "requests with `end` at an event". */
  readonly of: string;
  /** A part of every condition, if the suspicion concerns only such requests. */
  readonly within?: Condition;
  /** Whether it accounts for a finding. */
  explains(found: Symptom): boolean;
}

/** Pointers of the contract that several suspicions name. */
export const pointers = {
  start: "#/components/parameters/start",
  end: "#/components/parameters/end",
  sort: "#/components/parameters/sort",
  id: "#/components/parameters/notification-id",
  instant: "#/components/schemas/Instant",
  events: "#/components/schemas/NotificationEvents",
  key: "#/components/securitySchemes/apiKey",
  serverError: "#/components/responses/server-error",
  badRequest: "#/components/responses/bad-request",
  unauthorized: "#/components/responses/unauthorized",
  notFound: "#/components/responses/not-found",
  noContent: "#/components/responses/no-content",
  tooManyRequests: "#/components/responses/too-many-requests",
} as const;

/** True when a condition is about how bounds are written. */
export function isAboutForms({ form, startForm, endForm }: Condition): boolean {
  return [form, startForm, endForm].some((value) => value !== undefined);
}

/** True when a condition is about how bounds are written, or about instants that not every program can count. */
export function isAboutDates(condition: Condition): boolean {
  return isAboutForms(condition) || rareInstants.includes(condition.instant);
}

/** The rule that a server violates if it does not decode a query. */
export const queryStandard: BrokenStatement = { standard: "RFC 3986, section 3.4" };

/** True when a condition is about an order that was asked for. */
export function isAboutOrder({ order }: Condition): boolean {
  return order !== undefined && order !== "none";
}
