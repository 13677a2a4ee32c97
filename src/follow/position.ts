import { Np6ConfigError } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { createSeenKeys, type SeenKeys } from "./event-keys.ts";
import { type CheckpointError, checkpointError } from "./follow-error.ts";

/** Which events a checkpoint is about. */
export interface FollowedStream {
  readonly kind: string;
  readonly id: number;
  /** `undefined` if the client doesn't say. */
  readonly baseUrl: string | undefined;
}

/** The progress of a follower: whole seconds, in milliseconds since 1970 UTC. */
export interface Progress {
  /** End of the latest window that was read completely. */
  readonly cursor: number;
  /** Earlier events are not read again. At most `cursor`: late events may still appear between the two. */
  readonly settled: number;
}

/** The content of a checkpoint, parsed. */
interface FollowState {
  readonly progress: Progress;
  readonly seen: SeenKeys;
  /** The last attachment. */
  readonly attachment: unknown;
}

/** The changes to save. */
export interface Advance {
  /** When each event was published, in milliseconds since 1970 UTC, by its key. */
  readonly times?: ReadonlyMap<string, number> | undefined;
  readonly progress?: Progress | undefined;
  /** `undefined` keeps the previous one. */
  readonly attachment?: unknown;
}

/** The progress of a follower, in memory and in its checkpoint. */
export interface Position {
  /** Makes an error about its checkpoint. */
  readonly error: CheckpointError;
  readonly progress: Progress;
  /** Whether the event was committed, if it may be listed again. */
  knows(key: string): boolean;
  /** Changes and saves the position. If that fails, call it again with the same arguments. */
  advance(by: Advance): Promise<void>;
  /** Waits for a save in progress and closes the checkpoint. */
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
 * Loads where to continue, or saves where to begin, so that the checkpoint is known to be writable before the first
 * request.
 *
 * @throws Np6FollowError if the checkpoint can't be used, Np6ConfigError if there is no beginning, and an error of
 *   `onOpen`. The checkpoint is then closed unchanged.
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
          throw new Np6ConfigError(
            `${name}: this batch belongs to a loop that has ended; it is delivered again.`,
          );
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

/** The version of the text's format. A higher one is rejected, because this version can't know what it means. */
const format = 1;

/** The text of a checkpoint. */
export function printState(stream: FollowedStream, { progress, attachment, seen }: FollowState): string {
  return JSON.stringify({ format, ...stream, ...progress, attachment, seen });
}

/**
 * Reads the text of a checkpoint.
 *
 * @throws Np6FollowError if it is not a checkpoint, or is one of another stream.
 */
export function parseState(text: string, stream: FollowedStream, error: CheckpointError): FollowState {
  const { format: found, kind, id, baseUrl, cursor, settled, attachment, seen } = parseObject(text);
  if (typeof found === "number" && found > format) {
    throw error(
      "newer-format",
      "a newer version of this package wrote it: update the package, or name another checkpoint.",
    );
  }
  if (found !== format || !isTime(cursor) || !isTime(settled) || settled > cursor) throw error("damaged");
  // Compared only if both are known: not every client says where its events come from.
  const elsewhere = stream.baseUrl && baseUrl && stream.baseUrl !== baseUrl;
  if (kind !== stream.kind || id !== stream.id || elsewhere) {
    throw error(
      "other-stream",
      `it follows ${kind} of notification ${id}${elsewhere ? ` at ${baseUrl}` : ""}, not ${stream.kind} of ${stream.id}. Each stream needs its own.`,
    );
  }
  try {
    return { progress: { cursor, settled }, seen: createSeenKeys(seen), attachment };
  } catch {
    throw error("damaged");
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
