/**
 * Checks events against the contract at run time. It is separate from the client, because the generated validators
 * would triple the client's size.
 *
 * @module
 */

export type { SchemaIssue, SchemaResult, StandardSchema } from "./check-event.ts";
export { type EventValidator, eventValidator } from "./event-validator.ts";
