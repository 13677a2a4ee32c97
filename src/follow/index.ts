/**
 * Follows the events of a notification across restarts, with a checkpoint.
 *
 * @module
 */
export { type Checkpoint, memoryCheckpoint, type StoredCheckpoint } from "./checkpoint.ts";
export type { FollowedEvent } from "./event-keys.ts";
export { fileCheckpoint } from "./file-checkpoint.ts";
export { type FollowErrorKind, Np6FollowError } from "./follow-error.ts";
export {
  type FollowClient,
  type FollowedBy,
  type FollowOptions,
  type FollowQuery,
  followEvents,
} from "./follow-events.ts";
export type { FollowBatch, FollowWindow } from "./read-window.ts";
