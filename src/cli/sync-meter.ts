import { setTimeout as delay } from "node:timers/promises";
import type { EventStore, StoredStream } from "../sync/index.ts";
import type { PolledStream } from "../sync/poll-stream.ts";
import { formatCount } from "./progress-line.ts";

/** The streams of a database, summed up. */
export interface StreamsSummary {
  /** Streams that are polled. */
  readonly active: number;
  /** Streams that were removed. */
  readonly removed: number;
  /** Active streams that should have been polled by now. */
  readonly due: number;
  /** The largest lag of a stream behind the clock, in milliseconds. */
  readonly lagMs: number;
  readonly events: number;
  readonly late: number;
  readonly changed: number;
  /** Active streams whose last poll failed. */
  readonly errors: number;
}

/** @param now In milliseconds since 1970 UTC. */
export function summarise(streams: readonly StoredStream[], now: number): StreamsSummary {
  const active = streams.filter(({ state }) => state === "active");
  const total = (of: (stream: StoredStream) => number): number =>
    active.reduce((sum, stream) => sum + of(stream), 0);
  return {
    active: active.length,
    removed: streams.length - active.length,
    due: active.filter(({ nextPollAt }) => nextPollAt <= now).length,
    lagMs: active.reduce((most, { progress }) => Math.max(most, now - progress.cursor), 0),
    events: total(({ events }) => events),
    late: total(({ late }) => late),
    changed: total(({ changed }) => changed),
    errors: active.filter(({ error }) => error !== undefined).length,
  };
}

/** The counters of one process, for its progress line and its metrics. */
export interface SyncMeter {
  readonly events: number;
  readonly requests: number;
  countPoll(polled: PolledStream): void;
  countRequest(): void;
  /** The state on one line; without the streams while they are unknown. */
  describe(streams: StreamsSummary | undefined): string;
}

/** @param now Milliseconds of a clock that never goes back. */
export function createSyncMeter(now: () => number): SyncMeter {
  let events = 0;
  let requests = 0;
  let late = 0;
  // Events a second since the last display, because the mean since the start would hide a standstill.
  let shown = { at: now(), events: 0 };
  return {
    get events() {
      return events;
    },
    get requests() {
      return requests;
    },
    countPoll(polled) {
      events += polled.stored;
      late += polled.late;
    },
    countRequest() {
      requests += 1;
    },
    describe(streams) {
      const seconds = Math.max(now() - shown.at, 1) / 1000;
      const rate = Math.round((events - shown.events) / seconds);
      shown = { at: now(), events };
      const parts = [
        ...(streams ? [`${formatCount(streams.active)} streams`, `${formatCount(streams.due)} due`] : []),
        `${formatCount(events)} events`,
        `${formatCount(rate)} events/s`,
        ...(streams ? [`lag ${formatDuration(streams.lagMs)}`] : []),
        `${formatCount(late)} late`,
        ...(streams ? [`${formatCount(streams.errors)} errors`] : []),
      ];
      return parts.join("  ");
    },
  };
}

/** A duration as people read it, in its two largest units: `2d 3h`, `41s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return "0s";
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count}${unit}`).join(" ");
}

/**
 * Makes the function that sums up the streams of a database; it gives `undefined` before that is open and while it does not
 * answer, which a store may wait for. One call of the store at a time is enough then.
 *
 * @param waitMs How long it waits for an answer, in milliseconds.
 */
export function streamsLookUp(store: EventStore, waitMs = 2_000): () => Promise<StreamsSummary | undefined> {
  let looking: Promise<StreamsSummary | undefined> | undefined;
  return () => {
    looking ??= store
      .streams()
      .then(
        (streams) => summarise(streams, Date.now()),
        () => undefined,
      )
      .finally(() => {
        looking = undefined;
      });
    return Promise.race([looking, delay(waitMs, undefined, { ref: false })]);
  };
}
