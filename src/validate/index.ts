/**
 * Checks events against the contract at run time. Kept out of the client, whose size the generated validators would
 * treble.
 *
 * @module
 */

export type { SchemaIssue, SchemaResult, StandardSchema } from "./check-event.ts";
export { type EventValidator, eventValidator } from "./event-validator.ts";
