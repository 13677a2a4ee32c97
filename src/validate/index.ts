/**
 * Checks events against the contract at run time. Kept out of the client, whose size the generated validators would
 * treble.
 *
 * @module
 */
export { eventValidator } from "./event-validator.ts";
export type { SchemaIssue, SchemaResult, StandardSchema } from "./standard-schema.ts";
