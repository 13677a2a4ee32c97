/**
 * `./follow` without a file system. Bundlers for browsers and workers choose it by the conditions of package.json,
 * because Node's built-ins, which `fileCheckpoint` needs, would break their build. The list of exports repeats that of
 * `index.ts`, because an `export *` there would lose the word `type` in the declarations.
 */
import { Np6ConfigError } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";

export { type Checkpoint, memoryCheckpoint, type StoredCheckpoint } from "./checkpoint.ts";
export type { FollowedEvent } from "./event-keys.ts";
export { type FollowErrorKind, Np6FollowError } from "./follow-error.ts";
export {
  type FollowClient,
  type FollowedBy,
  type FollowOptions,
  type FollowQuery,
  followEvents,
} from "./follow-events.ts";
export type { FollowBatch, FollowWindow } from "./read-window.ts";
export { noFileCheckpoint as fileCheckpoint };

/** @throws Np6ConfigError always. */
function noFileCheckpoint(_path: string): Checkpoint {
  throw new Np6ConfigError(
    "`fileCheckpoint` needs a file system, and this bundle is for a browser or a worker. Pass a `checkpoint` of your own.",
  );
}
