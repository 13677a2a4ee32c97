import { Np6Error } from "./np6-error.ts";

/** One departure of an event from the contract. */
export interface ValidationIssue {
  /** JSON pointer into the event, such as `/source/detail/activation/id`. */
  readonly pointer: string;
  /** JSON Schema keyword that failed, such as `type` or `required`. */
  readonly rule: string;
  /** What was expected, in words. Never contains the value, which may be personal data. */
  readonly message: string;
}

/** An event of a known type does not match the contract. Thrown only when the client has a `validator`. */
export class Np6ValidationError extends Np6Error {
  override readonly name = "Np6ValidationError";
  readonly code = "NP6_VALIDATION";
  /** Position of the event in the answer, from 0. */
  declare readonly index: number;
  /** Id of the event, where it has one. */
  declare readonly eventId: string | undefined;
  /** Every departure found; at least one. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(
    message: string,
    details: { index: number; eventId: string | undefined; issues: readonly ValidationIssue[] },
  ) {
    super(message, details);
  }
}
