import { eventKey, type FollowedEvent } from "./event-key.ts";
import { acknowledgement, type FollowBatch, type FollowWindow } from "./follow-batch.ts";
import { Np6FollowError } from "./follow-error.ts";
import type { Position } from "./position.ts";
import type { Progress } from "./stored-state.ts";

/** What a window is read with. */
export interface WindowReading<E> {
  readonly list: (window: FollowWindow) => AsyncIterable<readonly E[]>;
  readonly position: Position;
  /** Where we are once the window was read whole. */
  readonly progress: Progress;
  /** Stops reading when more events than this were listed. */
  readonly maxEvents: number;
  readonly batchEvents: number;
  readonly signal: AbortSignal | undefined;
}

/** How the reading of a window went. */
export interface WindowOutcome {
  /** Events listed, new or not. */
  readonly listed: number;
  /** When the event was published that was one too many. `undefined`: the window was read whole. */
  readonly tooManyAt?: number | undefined;
}

/**
 * Lists a window and hands out what is new in it.
 *
 * Progress is recorded when the window was read whole, and only then; until then, what was committed of it is known by
 * its keys. So nothing is lost if the server breaks the order, and a window that failed is simply read again.
 */
export async function* readWindow<E extends FollowedEvent>(
  window: FollowWindow,
  { list, position, progress, maxEvents, batchEvents, signal }: WindowReading<E>,
): AsyncGenerator<FollowBatch<E>, WindowOutcome> {
  let fresh = new Map<string, E>();
  /** When the fresh ones were published. */
  let times = new Map<string, number>();
  let listed = 0;

  async function* handOut(progress?: Progress): AsyncGenerator<FollowBatch<E>, void> {
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
      // As if within the window where there is none: it is listed, and handed out, again and again, but not missed.
      const time = typeof event.timestamp === "number" ? event.timestamp : window.end - 1;
      // If the bounds meant something else to the server, events would be missed where windows meet.
      if (time < window.start || time >= window.end) throw stray(time, window);
      if (++listed > maxEvents) return { listed, tooManyAt: time };
      let key = eventKey(event);
      // A promise only for odd ids: to await each key would cost more than all the rest.
      if (typeof key !== "string") key = await key;
      if (!position.knows(key)) {
        fresh.set(key, event);
        times.set(key, time);
      }
      if (fresh.size >= batchEvents) yield* handOut();
    }
  }
  if (fresh.size > 0) yield* handOut(progress);
  else {
    const { cursor, settled } = position.progress;
    if (progress.cursor > cursor || progress.settled > settled) await position.advance({ progress });
  }
  return { listed };
}

function stray(time: number, { start, end }: FollowWindow): Np6FollowError {
  const window = [start, end].map((time) => new Date(time).toISOString()).join("/");
  return new Np6FollowError(
    "not-filtered",
    `Asked for ${window}, the server listed an event of ${time}: it does not filter, and events could be missed. Check \`baseUrl\`, or run np6-events conform.`,
  );
}
