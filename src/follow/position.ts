import { Np6ConfigError } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type CheckpointError, checkpointError } from "./follow-error.ts";
import { createSeenKeys } from "./seen-keys.ts";
import {
  type FollowedStream,
  type FollowState,
  type Progress,
  parseState,
  printState,
} from "./stored-state.ts";

/** What is to be remembered. */
export interface Advance {
  /** Time of publication, in milliseconds since 1970 UTC, of each event by its key. */
  readonly times?: ReadonlyMap<string, number> | undefined;
  readonly progress?: Progress | undefined;
  /** `undefined` keeps the one before. */
  readonly attachment?: unknown;
}

/** How far a follower got, in memory and in its checkpoint. */
export interface Position {
  /** Makes an error about its checkpoint. */
  readonly error: CheckpointError;
  readonly progress: Progress;
  /** Whether the event was committed, as far as it may be listed again. */
  knows(key: string): boolean;
  /** Remembers and saves. If that fails, call it again with the same. */
  advance(by: Advance): Promise<void>;
  /** Waits for a save that is under way and lets go of the checkpoint. */
  close(): Promise<void>;
}

/** Where a follower begins, and with which checkpoint. */
export interface Opening {
  readonly checkpoint: Checkpoint;
  readonly stream: FollowedStream;
  /** Used if nothing was saved yet. */
  readonly from: number | undefined;
  /** See `FollowOptions`. */
  readonly onOpen: ((attachment: unknown) => unknown) | undefined;
}

/**
 * Loads where to go on, or saves where to begin: before the first request, the checkpoint is there and was written to.
 *
 * @throws Np6FollowError if the checkpoint can't be used, Np6ConfigError if there is no beginning, and what `onOpen`
 *   throws. Then the checkpoint is closed again, as it was.
 */
export async function openPosition({ checkpoint, stream, from, onOpen }: Opening): Promise<Position> {
  const stored = await checkpoint.load();
  let closed = false;
  let saving: Promise<string> | undefined;
  const close = async (): Promise<void> => {
    closed = true;
    await saving?.catch(() => {});
    await checkpoint.close?.();
  };
  try {
    const name = checkpoint.name ?? "checkpoint";
    const error = checkpointError(name);
    let state = stored ? parseState(stored.state, stream, error) : beginAt(from, name);
    let version = stored?.version;
    const position: Position = {
      error,
      get progress() {
        return state.progress;
      },
      knows: (key) => state.seen.has(key),
      async advance({ times, progress = state.progress, attachment = state.attachment }) {
        if (closed)
          throw new Np6ConfigError(`${name}: this batch belongs to a loop that was left; it comes again.`);
        for (const [key, time] of times ?? []) state.seen.add(key, time);
        state.seen.forgetBefore(progress.settled);
        state = { ...state, progress, attachment };
        saving = checkpoint.save(printState(stream, state), version);
        version = await saving;
      },
      close,
    };
    const attachment = await onOpen?.(state.attachment);
    if (!stored || attachment !== undefined) await position.advance({ attachment });
    return position;
  } catch (error) {
    await close();
    throw error;
  }
}

function beginAt(from: number | undefined, name: string): FollowState {
  if (from === undefined) {
    throw new Np6ConfigError(`${name}: nothing was saved yet; say where to begin, with \`from\`.`);
  }
  return { progress: { cursor: from, settled: from }, seen: createSeenKeys(), attachment: undefined };
}
