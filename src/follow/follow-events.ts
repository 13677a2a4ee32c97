import { checkNotificationId } from "../client/event-parameters.ts";
import { type Instant, toWireInstant } from "../client/instants.ts";
import { Np6ConfigError } from "../errors.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { numbers } from "../transport/options.ts";
import { systemPlatform } from "../transport/platform.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { FollowedEvent } from "./event-keys.ts";
import { openPosition } from "./position.ts";
import { type FollowBatch, type FollowWindow, readWindow } from "./read-window.ts";
import { floorToSecond, followRounds, type RoundPlatform } from "./rounds.ts";

/** What the follower takes from its surroundings, passed in so that a test can replace it. */
export interface FollowPlatform extends RoundPlatform {
  /** Most events of a batch. */
  readonly batchEvents: number;
}

/** The system's clock and timers, and the documented limits. */
export const systemFollowPlatform: FollowPlatform = {
  ...systemPlatform,
  windowEvents: 50_000,
  firstWidthMs: 3_600_000,
  growth: 2,
  maxFailures: 8,
  maxFailureMs: Number.POSITIVE_INFINITY,
  batchEvents: 5_000,
};

/** One query of a {@link FollowClient}. */
export type FollowQuery = (
  id: number,
  query: { start: Date; end: Date; sort: "asc"; signal: AbortSignal | undefined },
) => { batches(): AsyncIterable<readonly FollowedEvent[]> };

/**
 * What following needs of a client: `createNp6Client` makes one.
 *
 * @typeParam K - The event kinds that it lists, at least those that it is followed for: a client that was written for
 *   some stays one when the API gets another.
 */
export type FollowClient<K extends EventKind> = Readonly<Record<K, FollowQuery>> & {
  /** Where the events come from: a checkpoint is rejected for another server. Not checked if the client doesn't say. */
  readonly baseUrl?: string | undefined;
};

/** Type of the events of one kind that a client lists. */
export type FollowedBy<C extends FollowClient<K>, K extends EventKind> =
  ReturnType<C[K]> extends { batches(): AsyncIterable<readonly (infer E extends FollowedEvent)[]> }
    ? E
    : never;

/** What to follow, and how. */
export interface FollowOptions<K extends EventKind = EventKind> {
  /** Kind of events. */
  readonly kind: K;
  /** Id of the notification: an integer from 0 to 2,147,483,647. */
  readonly id: number;
  /** Where to keep what was delivered: `fileCheckpoint(path)`, `memoryCheckpoint()` or your own. One for each stream. */
  readonly checkpoint: Checkpoint;
  /**
   * Where to begin, rounded down to a whole second: events published then or later. Not in the future. Needed, and used,
   * only while the checkpoint is new.
   */
  readonly from?: Instant | undefined;
  /** How far reading stays behind the clock, in milliseconds. Default 30,000. */
  readonly lag?: number | undefined;
  /**
   * How much of the time before that is read again each time, in milliseconds. An event that is first listed more than
   * `lag + overlap` after its timestamp may be missed. Default 300,000.
   */
  readonly overlap?: number | undefined;
  /** From the beginning of one round to that of the next, once it has caught up, in milliseconds. Default 60,000. */
  readonly every?: number | undefined;
  /** End after the first round, which reads up to now - `lag`. Default `false`. */
  readonly once?: boolean | undefined;
  /**
   * Ends it: the iteration rejects with the signal's reason, after a load or save of the checkpoint that is under way. A
   * batch in hand may still be committed.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called once the checkpoint was loaded and is ours, before the first request, with the attachment of the last
   * commit, or `undefined` if there is none: the moment to undo what was done for batches that were not committed. What
   * it resolves with, unless `undefined`, is attached at once. If it throws, following ends with that.
   */
  readonly onOpen?: ((attachment: unknown) => unknown) | undefined;
}

/**
 * Follows the events of a notification as they are published: every event once, across restarts.
 *
 * ```ts
 * const checkpoint = fileCheckpoint("activations-156.checkpoint");
 * for await (const batch of followEvents(np6, { kind: "activations", id: 156, from, checkpoint })) {
 *   await store(batch.events);
 *   await batch.commit();
 * }
 * ```
 *
 * A batch whose `commit()` did not resolve comes again after a restart; nothing else does. Nothing is read ahead. A
 * window that lists more than 50,000 events, times out or breaks off is read again in smaller ones. What passes
 * (connection failures, timeouts, 408, 425, 429, 5xx) is tried 8 times more, after 1, 2, 4 … seconds or as long as the
 * server asks, up to 24 days; anything else, and what does not pass, is thrown. Leaving the loop closes the query and the checkpoint.
 *
 * @returns Batches, to be iterated once.
 * @throws Np6ConfigError if an option can't be used. The iteration throws Np6FollowError, the client's errors, and
 *   those of a checkpoint of your own.
 */
export function followEvents<C extends FollowClient<K>, K extends EventKind>(
  client: C,
  options: FollowOptions<K>,
): AsyncIterable<FollowBatch<FollowedBy<C, K>>> {
  return followEventsWith(client, options, systemFollowPlatform);
}

/** What each option is but the durations; an object, so that a name that is forgotten or wrong does not compile. */
const optionTypes: Readonly<Record<Exclude<keyof FollowOptions, "lag" | "overlap" | "every">, string>> = {
  kind: "",
  id: "",
  checkpoint: "",
  from: "",
  once: "boolean",
  signal: "object",
  onOpen: "function",
};

/** {@link followEvents} on another platform; internal. */
export function followEventsWith<C extends FollowClient<K>, K extends EventKind>(
  client: C,
  options: FollowOptions<K>,
  platform: FollowPlatform,
): AsyncIterable<FollowBatch<FollowedBy<C, K>>> {
  const defaults = { lag: 30_000, overlap: 300_000, every: 60_000 };
  const durations = numbers("", options, defaults, 0, optionTypes);
  const { kind, id, checkpoint, from, once, signal, onOpen } = options;
  if (!eventKinds.includes(kind)) throw new Np6ConfigError(`kind: one of ${eventKinds.join(", ")}.`);
  if (typeof checkpoint?.load !== "function") {
    throw new Np6ConfigError("checkpoint: `fileCheckpoint(path)`, `memoryCheckpoint()` or one of your own.");
  }
  checkNotificationId(id);
  const begin = from === undefined ? from : floorToSecond(toWireInstant(from, "from").epochMs);
  if (begin !== undefined && begin > platform.now()) {
    throw new Np6ConfigError("`from` is in the future.");
  }
  type Event = FollowedBy<C, K>;
  function list({ start, end }: FollowWindow): AsyncIterable<readonly Event[]> {
    const query = { start: new Date(start), end: new Date(end), sort: "asc", signal } as const;
    // The type that the client's own method declares.
    return client[kind](id, query).batches() as AsyncIterable<readonly Event[]>;
  }
  async function* follow(): AsyncGenerator<FollowBatch<Event>, void> {
    signal?.throwIfAborted();
    const stream = { kind, id, baseUrl: client.baseUrl };
    const position = await openPosition({ checkpoint, stream, from: begin, onOpen });
    const { batchEvents } = platform;
    try {
      yield* followRounds(
        position,
        (window, aim) => readWindow(window, { list, position, batchEvents, signal, ...aim }),
        { ...durations, once, signal },
        platform,
      );
    } finally {
      await position.close();
    }
  }
  return follow();
}
