import { Np6Error } from "../errors.ts";

/**
 * Why following stopped: `locked`, another living follower has the checkpoint; `conflict`, someone else saved it
 * meanwhile; `other-stream`, it belongs to another kind, notification or server; `newer-format`, a later version of
 * this package wrote it; `damaged`, it can't be read as a checkpoint; `mounted`, the file itself is a mount point and
 * can't be replaced; `io`, the file can't be read or written; `not-filtered`, the server listed an event from outside
 * the window it was asked for; `clock`, times that were read lie in the future, so the clock is or was wrong.
 */
export type FollowErrorKind =
  | "locked"
  | "conflict"
  | "other-stream"
  | "newer-format"
  | "damaged"
  | "mounted"
  | "io"
  | "not-filtered"
  | "clock";

/**
 * Following stopped for a reason that a retry won't remove. Nothing is lost: the checkpoint is as the last successful
 * `commit()` left it. A checkpoint of your own throws this error too, as `new Np6FollowError("conflict", "…")`.
 */
export class Np6FollowError extends Np6Error {
  override readonly name = "Np6FollowError";
  readonly code = "NP6_FOLLOW";
  /** Why it stopped. */
  declare readonly kind: FollowErrorKind;

  constructor(kind: FollowErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, { kind, ...options });
  }
}

/** Makes an error about one checkpoint. `conflict` and `damaged` have default messages. */
export type CheckpointError = (
  kind: FollowErrorKind,
  what?: string,
  options?: { readonly cause?: unknown },
) => Np6FollowError;

const words: { readonly [K in FollowErrorKind]?: string } = {
  conflict: "another follower saved it meanwhile. Nothing was overwritten; let only one follow with it.",
  damaged: "it is not a checkpoint, or damaged: restore it, or move it away and start again with `from`.",
};

/**
 * Makes the errors about a checkpoint. The module that `fileCheckpoint` loads gets them passed, because a bundler makes
 * a separate file of code that both sides of an `import()` import.
 *
 * @param name How messages call it.
 */
export function checkpointError(name: string): CheckpointError {
  return (kind, what = words[kind], options) => new Np6FollowError(kind, `${name}: ${what}`, options);
}
