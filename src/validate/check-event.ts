import type { Np6ConfigError, Np6ValidationError, ValidationIssue } from "../errors.ts";
import { pointerTo } from "../shared/json-pointer.ts";
import { isUuid } from "../shared/uuid.ts";

/**
 * What libraries for run-time validation have in common: the interface of Standard Schema, version 1. It is written
 * down here, as its authors propose, so that nothing has to be installed for it.
 *
 * @typeParam Input - What the schema accepts.
 * @typeParam Output - What it makes of that.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The schema, for programs. */
  readonly "~standard": {
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: string;
    /** Judges a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For inference only: it holds nothing at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The value, or what is wrong with it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong with a value. */
export interface SchemaIssue {
  /** In words. Libraries quote the value here. */
  readonly message: string;
  /** Where, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Vendor of the schemas whose issues have a `rule` and quote no value. */
export const ownVendor = "np6-notification-events";

/**
 * Judges one event.
 *
 * @param describe Makes a message of what it is given: says which request it is about.
 * @throws Np6ValidationError if the event is not valid, Np6ConfigError if the validator is asynchronous.
 */
export type CheckEvent = (event: unknown, index: number, describe: (text: string) => string) => void;

/** The errors of a check. They are passed in, for a bundler makes a file of its own of what an `import()` shares. */
export interface CheckErrors {
  readonly Np6ConfigError: typeof Np6ConfigError;
  readonly Np6ValidationError: typeof Np6ValidationError;
}

/** Makes the check that the `validator` option describes. */
export function eventCheck(standard: StandardSchema["~standard"], errors: CheckErrors): CheckEvent {
  return (event, index, describe) => {
    const result = standard.validate(event);
    if ("then" in result) {
      Promise.resolve(result).catch(() => {}); // Nobody will ask for its outcome.
      throw new errors.Np6ConfigError("`validator` must be synchronous: events are checked as they stream.");
    }
    if (!result.issues) return;
    const issues = result.issues.map((issue) => toValidationIssue(issue, standard.vendor));
    const { id } = Object(event);
    // Anything but a UUID in its place may be personal data.
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
