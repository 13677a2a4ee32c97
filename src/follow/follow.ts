import type { FollowedEvent } from "./event-key.ts";
import { remedyFor } from "./failure.ts";
import type { FollowBatch, FollowWindow } from "./follow-batch.ts";
import type { Np6FollowError } from "./follow-error.ts";
import type { FollowSeam } from "./follow-seam.ts";
import { type Opening, openPosition, type Position } from "./position.ts";
import { readWindow } from "./read-window.ts";
import { sleep } from "./sleep.ts";

/** How to follow; durations in milliseconds. */
export interface FollowSettings extends Opening {
  readonly lag: number;
  readonly overlap: number;
  readonly every: number;
  readonly once: boolean | undefined;
  readonly signal: AbortSignal | undefined;
}

const second = 1_000;

/**
 * Bounds of windows are whole seconds: whether the server heeds their milliseconds is not documented.
 *
 * @param time In milliseconds since 1970 UTC.
 */
export function wholeSecond(time: number): number {
  return Math.floor(time / second) * second;
}

/**
 * Rounds of windows that tile the time up to now - lag, with a rest in between.
 *
 * A round begins where the one before it was `overlap` and `lag` behind the clock: what was published earlier had that
 * long to become listed. So while it catches up with the past, nothing is read twice.
 */
export async function* follow<E extends FollowedEvent>(
  list: (window: FollowWindow) => AsyncIterable<readonly E[]>,
  settings: FollowSettings,
  { now, after, windowEvents, batchEvents }: FollowSeam,
): AsyncGenerator<FollowBatch<E>, void> {
  const firstWidth = 3_600 * second;
  const maxFailures = 8;
  /** Windows to be read before a width that failed is tried again: each failure may take as long as a timeout. */
  const caution = 8;
  const { lag, overlap, every, once, signal } = settings;
  signal?.throwIfAborted();
  const position = await openPosition(settings);
  try {
    let width = firstWidth;
    let failures = 0;
    let cautious = 0;
    for (;;) {
      const began = now();
      if (position.progress.settled > began) throw aheadOf(began, position);
      const roundEnd = wholeSecond(began - lag);
      const settledBy = wholeSecond(began - lag - overlap);
      let start = position.progress.settled;
      while (start < roundEnd) {
        signal?.throwIfAborted();
        const end = Math.min(roundEnd, wholeSecond(start + width));
        const { cursor, settled } = position.progress;
        const progress = {
          cursor: Math.max(cursor, end),
          settled: Math.max(settled, Math.min(end, settledBy)),
        };
        // A single second can't be split.
        const maxEvents = end - start > second ? windowEvents : Number.POSITIVE_INFINITY;
        const reading = { list, position, progress, maxEvents, batchEvents, signal };
        try {
          const { listed, tooManyAt } = yield* readWindow({ start, end }, reading);
          if (tooManyAt !== undefined) {
            width = Math.max(second, (tooManyAt - start) / 2);
            continue;
          }
          if (cautious > 0) cautious--;
          else if (listed < windowEvents / 4) width = Math.max(width, 2 * (end - start));
          failures = 0;
          start = end;
        } catch (error) {
          signal?.throwIfAborted();
          const remedy = remedyFor(error);
          if (!remedy || ++failures > maxFailures) throw error;
          if (remedy.split) {
            width = Math.max(second, (end - start) / 2);
            cautious = caution;
          }
          await sleep(Math.max(remedy.waitMs, second * 2 ** (failures - 1)), signal, after);
        }
      }
      signal?.throwIfAborted();
      if (once) return;
      // A clock that was set back must not make it a long one.
      await sleep(Math.min(every, Math.max(0, began + every - now())), signal, after);
    }
  } finally {
    await position.close();
  }
}

/** What is published until the clock has caught up would be skipped, as if it had been read. */
function aheadOf(now: number, { error, progress }: Position): Np6FollowError {
  const [then, clock] = [progress.settled, now].map((time) => new Date(time).toISOString());
  return error(
    "clock",
    `it was read up to ${then}, but this clock says ${clock}. Set the clock; if it was wrong before, begin anew with another checkpoint and \`from\`.`,
  );
}
