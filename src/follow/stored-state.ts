import type { CheckpointError } from "./follow-error.ts";
import { createSeenKeys, type SeenKeys } from "./seen-keys.ts";

/** Which events a checkpoint is about. */
export interface FollowedStream {
  readonly kind: string;
  readonly id: number;
  /** `undefined` if the client doesn't say. */
  readonly baseUrl: string | undefined;
}

/** How far a follower got: whole seconds, in milliseconds since 1970 UTC. */
export interface Progress {
  /** End of the latest window that was read whole. */
  readonly cursor: number;
  /** Events from before it are not listed again. At most `cursor`: between the two, late events may still come. */
  readonly settled: number;
}

/** What a checkpoint says. */
export interface FollowState {
  readonly progress: Progress;
  readonly seen: SeenKeys;
  /** What was attached last. */
  readonly attachment: unknown;
}

/** The form of the text. A higher number is refused: what it means can't be known. */
const format = 1;

/** The text of a checkpoint. */
export function printState(stream: FollowedStream, { progress, attachment, seen }: FollowState): string {
  return JSON.stringify({ format, ...stream, ...progress, attachment, seen });
}

/**
 * Reads the text of a checkpoint.
 *
 * @throws Np6FollowError if it is none, or none of this stream.
 */
export function parseState(text: string, stream: FollowedStream, error: CheckpointError): FollowState {
  const { format: found, kind, id, baseUrl, cursor, settled, attachment, seen } = parseObject(text);
  if (typeof found === "number" && found > format) {
    throw error("newer-format", "a newer version of this package wrote it: update, or name another.");
  }
  if (found !== format || !isTime(cursor) || !isTime(settled) || settled > cursor) throw error("damaged");
  // Not every client says where its events come from.
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
