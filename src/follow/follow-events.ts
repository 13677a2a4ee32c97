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

/** Clock, timers and limits of the follower, passed in so that a test can replace them. */
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
 * The part of a client that following needs; `createNp6Client` makes one.
 *
 * @typeParam K - The event kinds that it lists. It need not list all, so a client that you wrote still compiles when
 *   the API gets another kind.
 */
export type FollowClient<K extends EventKind> = Readonly<Record<K, FollowQuery>> & {
  /** Where the events come from. A checkpoint of another server is rejected. Not checked if it is absent. */
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
  /** Where to save the progress: `fileCheckpoint(path)`, `memoryCheckpoint()` or your own. One for each stream. */
  readonly checkpoint: Checkpoint;
  /**
   * Where to begin, rounded down to a whole second: events published then or later. It must not be in the future. It is
   * required, and used, only if the checkpoint is new.
   */
  readonly from?: Instant | undefined;
  /** How far reading stays behind the clock, in milliseconds. Default 30,000. */
  readonly lag?: number | undefined;
  /**
   * How much of the time before `now - lag` each round reads again, in milliseconds. An event that is first listed more
   * than `lag + overlap` after its timestamp may be missed. Default 300,000.
   */
  readonly overlap?: number | undefined;
  /**
   * Time from the beginning of one round to that of the next, after it has caught up, in milliseconds. Default 60,000.
   */
  readonly every?: number | undefined;
  /** End after the first round, which reads up to now - `lag`. Default `false`. */
  readonly once?: boolean | undefined;
  /**
   * Ends following: the iteration rejects with the signal's reason, after a load or save of the checkpoint in progress.
   * You may still commit the last batch.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called after the checkpoint is loaded and locked, before the first request, with the attachment of the last commit,
   * or `undefined` if there is none. Use it to undo the work for batches that were not committed. The value it resolves
   * with, unless `undefined`, is attached at once. If it throws, following ends with that error.
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
 * After a restart, only a batch whose `commit()` did not resolve is delivered again. The follower reads nothing ahead.
 * It reads a window that lists more than 50,000 events, times out or breaks off again in smaller ones. It retries
 * transient failures (connection failures, timeouts, 408, 425, 429, 5xx) 8 more times, after 1, 2, 4 … seconds or as
 * long as the server asks, up to 24 days. It throws any other error, and one that does not pass. Leaving the loop
 * closes the query and the checkpoint.
 *
 * @returns Batches, to be iterated once; a second iteration throws Np6ConfigError.
 * @throws Np6ConfigError if an option can't be used. The iteration throws Np6FollowError, the client's errors, and
 *   those of a checkpoint of your own.
 */
export function followEvents<C extends FollowClient<K>, K extends EventKind>(
  client: C,
  options: FollowOptions<K>,
): AsyncIterable<FollowBatch<FollowedBy<C, K>>> {
  return followEventsWith(client, options, systemFollowPlatform);
}

/** The types of all options except the durations. An object, so that a missing or wrong name does not compile. */
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
  if (!eventKinds.includes(kind))
    throw new Np6ConfigError(`\`kind\` must be one of ${eventKinds.join(", ")}.`);
  if (typeof checkpoint?.load !== "function") {
    throw new Np6ConfigError(
      "`checkpoint` must be `fileCheckpoint(path)`, `memoryCheckpoint()` or one of your own.",
    );
  }
  checkNotificationId(id);
  const begin = from === undefined ? from : floorToSecond(toWireInstant(from, "from").epochMs);
  if (begin !== undefined && begin > platform.now()) {
    throw new Np6ConfigError("`from` is in the future.");
  }
  type Event = FollowedBy<C, K>;
  function list({ start, end }: FollowWindow): AsyncIterable<readonly Event[]> {
    const query = { start: new Date(start), end: new Date(end), sort: "asc", signal } as const;
    // The type that the client's method declares.
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
  let iterated = false;
  return {
    [Symbol.asyncIterator]() {
      // A finished generator would look like a notification without events.
      if (iterated) throw new Np6ConfigError("This was iterated before; call `followEvents` again.");
      iterated = true;
      return follow();
    },
  };
}
