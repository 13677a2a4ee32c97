/**
 * The follower reads half-open windows in rounds. Each round reads up to `now - lag`, beginning where the previous
 * round may have missed events, and then rests. Two points in time are its progress:
 *
 * ```
 *   from ........ settled ............ cursor ..... now - lag ..... now
 *     read for good | read, may be read again | not read yet  | not listed yet
 * ```
 *
 * - `cursor` is the end of the latest window that was read completely. An earlier event that appears now is late.
 * - `settled` is where the next round begins. The server may list an event after its timestamp has passed, so the last
 *   `overlap` before `now - lag` is read once more, and the keys of the events from there are kept to recognise them.
 *   Older time is settled at once: while the follower catches up with the past, it reads no window twice.
 *
 * Both move only when a window was read completely, and are saved together with the keys of its events. A crash
 * therefore costs only the reading of one window: no event is lost or repeated.
 */
import { onAbort } from "../shared/on-abort.ts";
import type { Platform } from "../transport/platform.ts";
import type { Np6FollowError } from "./follow-error.ts";
import type { Position } from "./position.ts";
import type { FollowWindow, WindowAim, WindowOutcome } from "./read-window.ts";

/** Clock, timers and limits of rounds, passed in so that a test can replace them. Durations in milliseconds. */
export interface RoundPlatform extends Pick<Platform, "now" | "after"> {
  /** Most events of a window; a restart reads these again. A window of a single second cannot be split and may have more. */
  readonly windowEvents: number;
  /** Width of the first window. */
  readonly firstWidthMs: number;
  /** The factor by which windows grow while they have few events. */
  readonly growth: number;
  /** How often in a row a window may fail for a transient reason. */
  readonly maxFailures: number;
  /** How long it may keep failing, without the waits that the server asked for. */
  readonly maxFailureMs: number;
}

/** How wide windows are at present. Rounds adapt it to how much a server lists, and how fast. */
export interface Pace {
  /** Width of the next window, in milliseconds. */
  width: number;
  /**
   * How many windows to read before a width that failed is used again, because each failure may take as long as a
   * timeout.
   */
  cautious: number;
}

/** When to read; durations in milliseconds. */
export interface RoundSettings {
  readonly lag: number;
  readonly overlap: number;
  readonly every: number;
  readonly once: boolean | undefined;
  readonly signal: AbortSignal | undefined;
  /** That of earlier rounds. Default: windows are as wide as the first one. */
  readonly pace?: Pace | undefined;
}

const second = 1_000;
/** A narrower window is not narrowed any further when time is up: its width is not what made it fail. */
const wideMs = 900_000;
/** Windows after a failure that have the narrower width. */
const caution = 8;

/**
 * Rounds down to a whole second. All window bounds are whole seconds, because it is not documented whether the server
 * respects milliseconds in them.
 *
 * @param time In milliseconds since 1970 UTC.
 */
export function floorToSecond(time: number): number {
  return Math.floor(time / second) * second;
}

/**
 * Runs rounds of windows that tile the time up to `now - lag`, with a rest in between.
 *
 * @param read Reads one window, and yields the batches of the rounds.
 */
export async function* followRounds<Yielded>(
  position: Pick<Position, "progress" | "error">,
  read: (window: FollowWindow, aim: WindowAim) => AsyncGenerator<Yielded, WindowOutcome>,
  { lag, overlap, every, once, signal, pace: earlier }: RoundSettings,
  { now, after, windowEvents, firstWidthMs, growth, maxFailures, maxFailureMs }: RoundPlatform,
): AsyncGenerator<Yielded, void> {
  const pace = earlier ?? { width: firstWidthMs, cautious: 0 };
  /** A server that fails whatever it is asked may have been away, and what it was asked for then says nothing. */
  const giveUp = (error: unknown): never => {
    pace.width = Math.max(pace.width, wideMs);
    pace.cautious = 0;
    throw error;
  };
  let failures = 0;
  let failingSince = 0;
  for (;;) {
    const began = now();
    if (position.progress.settled > began) throw clockError(began, position);
    const roundEnd = floorToSecond(began - lag);
    const settledBy = floorToSecond(began - lag - overlap);
    let start = position.progress.settled;
    while (start < roundEnd) {
      signal?.throwIfAborted();
      const end = Math.min(roundEnd, floorToSecond(start + pace.width));
      const { cursor, settled } = position.progress;
      const progress = {
        cursor: Math.max(cursor, end),
        settled: Math.max(settled, Math.min(end, settledBy)),
      };
      // A single second can't be split.
      const maxEvents = end - start > second ? windowEvents : Number.POSITIVE_INFINITY;
      const readFrom = now();
      try {
        const { listed, tooManyAt } = yield* read({ start, end }, { progress, maxEvents });
        if (tooManyAt !== undefined) {
          pace.width = Math.max(second, (tooManyAt - start) / 2);
          continue;
        }
        if (pace.cautious > 0) pace.cautious--;
        else {
          // Four windows of the next width would have as many events as one may have.
          const factor = Math.min(growth, windowEvents / 4 / listed);
          pace.width = Math.max(pace.width, factor * (end - start));
        }
        failures = 0;
        start = end;
      } catch (error) {
        signal?.throwIfAborted();
        const remedy = remedyFor(error);
        if (!remedy || ++failures > maxFailures) return giveUp(error);
        if (failures === 1) failingSince = readFrom;
        const backOffMs = second * 2 ** (failures - 1);
        const isOverdue = now() + backOffMs - failingSince > maxFailureMs;
        if (remedy.split) {
          // Where one failure takes as long as a timeout, there is no time for many.
          pace.width = Math.max(second, (end - start) / (isOverdue ? 16 : 2));
          pace.cautious = caution;
        }
        if (remedy.waitMs > backOffMs) failingSince += remedy.waitMs;
        else if (isOverdue && !(remedy.split && end - start > wideMs)) giveUp(error);
        await sleep(Math.max(remedy.waitMs, backOffMs), signal, after);
      }
    }
    signal?.throwIfAborted();
    if (once) return;
    // If the clock was set back, the rest must not become longer than `every`.
    await sleep(Math.min(every, Math.max(0, began + every - now())), signal, after);
  }
}

/** If the clock is behind the times that were read, events published until it has caught up would be skipped. */
function clockError(now: number, { error, progress }: Pick<Position, "progress" | "error">): Np6FollowError {
  const [then, clock] = [progress.settled, now].map((time) => new Date(time).toISOString());
  return error(
    "clock",
    `it was read up to ${then}, but this clock says ${clock}. Set the clock; if it was wrong before, start again with another checkpoint or database and \`from\`.`,
  );
}

/** What to do about a window that failed. */
interface Remedy {
  /** Whether a smaller window may succeed. */
  readonly split: boolean;
  /** Milliseconds to wait first, as the server asked; 0 if it didn't. */
  readonly waitMs: number;
}

/** The fields of the client's errors that decide about the remedy. */
interface WindowFailure {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Returns the remedy for transient failures, and for those that a smaller window avoids; `undefined` means to give up.
 * It reads `code`, because the client may come from another copy of the package with other error classes.
 */
function remedyFor(error: unknown): Remedy | undefined {
  const { code, kind, status = 0, retryAfterMs = 0 } = (error ?? {}) as WindowFailure;
  const http = code === "NP6_HTTP";
  const slow = code === "NP6_TIMEOUT" || (http && (status === 408 || status >= 500));
  const cut = code === "NP6_STREAM" && (kind === "interrupted" || kind === "truncated");
  const busy = code === "NP6_CONNECTION" || (http && (status === 425 || status === 429));
  // A timer with a longer delay would fire at once.
  const waitable = retryAfterMs <= 2_147_483_647;
  return (slow || cut || busy) && waitable ? { split: !busy, waitMs: retryAfterMs } : undefined;
}

/** Waits; rejects with the signal's reason as soon as that is aborted. Leaves no listener on it. */
export function sleep(
  ms: number,
  signal: AbortSignal | undefined,
  after: RoundPlatform["after"],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => {
      unfollow?.();
      resolve();
    });
    const abort = (): void => {
      unfollow?.();
      cancel();
      reject(signal?.reason);
    };
    const unfollow = signal && onAbort(signal, abort);
    if (signal?.aborted) abort();
  });
}
