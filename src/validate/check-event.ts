import type { Np6ConfigError, Np6ValidationError, ValidationIssue } from "../errors.ts";
import { pointerTo } from "../shared/json-pointer.ts";
import { isUuid } from "../shared/uuid.ts";

/**
 * The common interface of libraries for run-time validation: Standard Schema, version 1. It is copied here, as its
 * authors propose, so that nothing has to be installed for it.
 *
 * @typeParam Input - What the schema accepts.
 * @typeParam Output - What the schema returns.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The schema, for programs. */
  readonly "~standard": {
    readonly version: 1;
    /** The vendor of the schema. */
    readonly vendor: string;
    /** Judges a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For inference only: it does not exist at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The value, or its issues. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One issue of a value. */
export interface SchemaIssue {
  /** The message. Libraries quote the value here. */
  readonly message: string;
  /** The path to the place, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Vendor of the schemas whose issues have a `rule` and quote no value. */
export const ownVendor = "np6-notification-events";

/**
 * Judges one event.
 *
 * @param describe Adds to a message which request it is about.
 * @throws Np6ValidationError if the event is not valid, Np6ConfigError if the validator is asynchronous.
 */
export type CheckEvent = (event: unknown, index: number, describe: (text: string) => string) => void;

/**
 * The errors of a check. They are passed in, because a bundler makes a separate file of code that an `import()` shares.
 */
export interface CheckErrors {
  readonly Np6ConfigError: typeof Np6ConfigError;
  readonly Np6ValidationError: typeof Np6ValidationError;
}

/** Makes the check that the `validator` option describes. */
export function eventCheck(standard: StandardSchema["~standard"], errors: CheckErrors): CheckEvent {
  return (event, index, describe) => {
    const result = standard.validate(event);
    if ("then" in result) {
      Promise.resolve(result).catch(() => {}); // Nobody awaits this promise.
      throw new errors.Np6ConfigError("`validator` must be synchronous: events are checked as they stream.");
    }
    if (!result.issues) return;
    const issues = result.issues.map((issue) => toValidationIssue(issue, standard.vendor));
    const { id } = Object(event);
    // An id that is not a UUID may be personal data.
    const eventId = isUuid(id) ? id : undefined;
    const [first] = issues;
    const details = first ? `: ${first.pointer || "the event"} ${first.message} (${first.rule})` : "";
    const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
    const name = eventId === undefined ? `event ${index}` : `event ${index} (id ${eventId})`;
    throw new errors.Np6ValidationError(describe(`${name} is not valid${details}${more}`), {
      index,
      eventId,
      issues,
    });
  };
}

/** The words of other libraries quote values: only those of our own are shown. */
function toValidationIssue(issue: SchemaIssue & { rule?: string }, vendor: string): ValidationIssue {
  const steps = issue.path?.map((step) => String(typeof step === "object" ? step.key : step)) ?? [];
  const pointer = pointerTo(steps);
  if (vendor === ownVendor && issue.rule) return { pointer, rule: issue.rule, message: issue.message };
  return { pointer, rule: vendor, message: "is rejected by the validator" };
}
