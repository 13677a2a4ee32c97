import type { NotificationEvents } from "../../generated/types.d.ts";
import { validateEvent } from "../../generated/validators.js";
import { parsePointer } from "../shared/json-pointer.ts";
import { ownVendor, type SchemaIssue, type StandardSchema } from "./check-event.ts";

/** An event as it is on the wire, of any kind. */
type WireEvent = NotificationEvents[number];

/** The type of {@link eventValidator}. An interface, so that a program that exports the validator can name its type. */
export interface EventValidator extends StandardSchema<WireEvent> {}

/**
 * The contract as a Standard Schema for one event on the wire. An event of a type that the contract does not name is
 * valid, and so is one with unknown fields. An event of a known type must have the contract's shape. The vendor
 * documents only its envelope; the rest, and that any field is required, is assumed from samples.
 *
 * ```ts
 * const np6 = createNp6Client({ apiKey, validator: eventValidator });
 * ```
 *
 * Its issues have, besides `message` and `path`, the JSON Schema keyword that failed as `rule`, and quote no value.
 */
export const eventValidator: EventValidator = {
  "~standard": {
    version: 1,
    vendor: ownVendor,
    validate(value) {
      const issues = validateEvent(value);
      // The contract's types are generated from the same schemas as its validators.
      return issues.length === 0 ? { value: value as WireEvent } : { issues: issues.map(toIssue) };
    },
  },
};

function toIssue({ pointer, rule, message }: ReturnType<typeof validateEvent>[number]): SchemaIssue & {
  readonly rule: string;
} {
  return { message, path: parsePointer(pointer), rule };
}
