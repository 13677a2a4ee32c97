import { Np6Error } from "../errors.ts";

/**
 * Why following stopped: `locked`, another living follower has the checkpoint; `conflict`, someone else saved it
 * meanwhile; `other-stream`, it belongs to another kind, notification or server; `newer-format`, a later version of
 * this package wrote it; `damaged`, it can't be read as a checkpoint; `mounted`, the file is a mount of its own and can't be
 * replaced; `io`, the file can't be read or written;
 * `not-filtered`, the server listed an event from outside the window it was asked for; `clock`, what was read lies in
 * the future, so the clock is wrong, or was.
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
 * Following can't go on, for a reason that trying again won't remove. Nothing is lost: the checkpoint is as the last
 * successful `commit()` left it. A checkpoint of your own throws it too, as `new Np6FollowError("conflict", "…")`.
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

/** Makes an error about one checkpoint. A conflict and a damaged one need no words of their own. */
export type CheckpointError = (
  kind: FollowErrorKind,
  what?: string,
  options?: { readonly cause?: unknown },
) => Np6FollowError;

const words: { readonly [K in FollowErrorKind]?: string } = {
  conflict: "another follower saved it meanwhile. Nothing was overwritten; let only one follow with it.",
  damaged: "it is no checkpoint, or damaged: restore it, or move it away to begin anew with `from`.",
};

/**
 * The errors about a checkpoint, for whoever finds something wrong with it. What `fileCheckpoint` loads gets them passed,
 * for a bundler makes a file of its own of what both sides of an `import()` import.
 *
 * @param name How messages call it.
 */
export function checkpointError(name: string): CheckpointError {
  return (kind, what = words[kind], options) => new Np6FollowError(kind, `${name}: ${what}`, options);
}
