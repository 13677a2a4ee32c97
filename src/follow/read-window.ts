import { Np6ConfigError } from "../errors.ts";
import { eventKey, type FollowedEvent } from "./event-keys.ts";
import { Np6FollowError } from "./follow-error.ts";
import type { Position, Progress } from "./position.ts";

/** A half-open window, `start <= timestamp < end`, in milliseconds since 1970 UTC. */
export interface FollowWindow {
  readonly start: number;
  readonly end: number;
}

/** New events, to be committed before the next batch is requested. */
export interface FollowBatch<E> {
  /** At least one, at most 5,000, in the order in which the server listed them: ascending. */
  readonly events: readonly E[];
  /** The window of the request that listed them. A window may give many batches, or none. */
  readonly window: FollowWindow;
  /** How many of the events are late: the server did not list them yet when their time was read. */
  readonly late: number;
  /**
   * Commits the batch. Until this resolves, a restart delivers the events again; afterwards they are never delivered
   * again. If it fails, call it again or leave the loop. Once it has succeeded, further calls do nothing.
   *
   * @param attachment JSON value that the same write saves, and that `onOpen` gets after a restart. It should allow you
   *   to undo the work for a batch that was not committed, such as the length of an output file. `undefined` keeps the
   *   previous one.
   * @throws Np6FollowError, or the error of `save` of a checkpoint of your own.
   */
  commit(attachment?: unknown): Promise<void>;
}

/** The aim of reading a window, and when to stop. */
export interface WindowAim {
  /** The position after the window is read completely. */
  readonly progress: Progress;
  /** Stops reading when more events than this were listed. */
  readonly maxEvents: number;
}

/** How to read a window. */
export interface WindowReading<E> extends WindowAim {
  readonly list: (window: FollowWindow) => AsyncIterable<readonly E[]>;
  readonly position: Position;
  readonly batchEvents: number;
  readonly signal: AbortSignal | undefined;
}

/** The result of reading a window. */
export interface WindowOutcome {
  /** Events listed, new or not. */
  readonly listed: number;
  /** When the first event beyond `maxEvents` was published. `undefined`: the window was read completely. */
  readonly tooManyAt?: number | undefined;
}

/**
 * Lists a window and delivers its new events.
 *
 * Progress is recorded only when the window was read completely. Until then, the keys of its committed events are kept.
 * So nothing is lost if the server breaks the order, and a window that failed is simply read again.
 */
export async function* readWindow<E extends FollowedEvent>(
  window: FollowWindow,
  { list, position, progress, maxEvents, batchEvents, signal }: WindowReading<E>,
): AsyncGenerator<FollowBatch<E>, WindowOutcome> {
  let fresh = new Map<string, E>();
  /** When the fresh events were published. */
  let times = new Map<string, number>();
  let listed = 0;

  async function* deliver(progress?: Progress): AsyncGenerator<FollowBatch<E>, void> {
    const batch = { times, progress };
    const events = [...fresh.values()];
    const late = [...times.values()].filter((time) => time < position.progress.cursor).length;
    fresh = new Map();
    times = new Map();
    const { commit, settled } = acknowledgement((attachment) => position.advance({ ...batch, attachment }));
    yield { events, window, late, commit };
    await settled();
    signal?.throwIfAborted();
  }

  for await (const events of list(window)) {
    for (const event of events) {
      // An event whose time is not a number counts as one of this window: it may be delivered again, but is not missed.
      const time = typeof event.timestamp === "number" ? event.timestamp : window.end - 1;
      rejectUnfiltered(time, window);
      if (++listed > maxEvents) return { listed, tooManyAt: time };
      let key = eventKey(event);
      // Only an unusual id gives a promise. Awaiting every key would cost more than everything else here.
      if (typeof key !== "string") key = await key;
      if (!position.knows(key)) {
        fresh.set(key, event);
        times.set(key, time);
      }
      if (fresh.size >= batchEvents) yield* deliver();
    }
  }
  if (fresh.size > 0) yield* deliver(progress);
  else {
    const { cursor, settled } = position.progress;
    if (progress.cursor > cursor || progress.settled > settled) await position.advance({ progress });
  }
  return { listed };
}

/**
 * If the server understands the bounds differently, events would be missed where windows meet.
 *
 * @throws Np6FollowError if the server listed an event from outside the window that it was asked for.
 */
export function rejectUnfiltered(time: number, { start, end }: FollowWindow): void {
  if (time >= start && time < end) return;
  const window = [start, end].map((time) => new Date(time).toISOString()).join("/");
  throw new Np6FollowError(
    "not-filtered",
    `Asked for ${window}, the server listed an event of ${time}: it does not filter, and events could be missed. Check \`baseUrl\`, or run np6-events conform.`,
  );
}

/** Connects a batch with its commit. */
interface Acknowledgement {
  readonly commit: FollowBatch<unknown>["commit"];
  /** Waits for a commit in progress; rejects if it failed, or if there was none. */
  settled(): Promise<void>;
}

/** @param save Runs each time that the consumer commits, until it has succeeded once. */
function acknowledgement(save: (attachment: unknown) => Promise<void>): Acknowledgement {
  let saving: Promise<void> | undefined;
  let failure: unknown = new Np6ConfigError(
    "The batch before was not committed: `await batch.commit()`, or leave the loop to get it again after a restart.",
  );
  return {
    commit(attachment) {
      saving ??= save(attachment).catch((error) => {
        saving = undefined;
        failure = error;
        throw error;
      });
      // A consumer that does not await the commit gets its error with the next batch; it must not end the process.
      saving.catch(() => {});
      return saving;
    },
    async settled() {
      if (!saving) throw failure;
      await saving;
    },
  };
}
