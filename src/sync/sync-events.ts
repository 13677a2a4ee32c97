import { withInternals } from "../client/query-internals.ts";
import { withSourceTexts } from "../client/source-texts.ts";
import type { FollowClient } from "../follow/follow-events.ts";
import type { Pace } from "../follow/rounds.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import { type Platform, systemPlatform } from "../transport/platform.ts";
import { createRequestBudget } from "../transport/request-budget.ts";
import type { StreamWork } from "./event-store.ts";
import { runLocally } from "./local-workers.ts";
import { openWithStreams, shortenWaits } from "./open-store.ts";
import { longestPauseMs, withNotices } from "./pause-notices.ts";
import { type PollPlatform, pollStream } from "./poll-stream.ts";
import { StoreFailure } from "./read-into-store.ts";
import { requireNode } from "./require-node.ts";
import { checkSyncOptions, type SyncOptions } from "./sync-options.ts";
import { watchList } from "./watch-list.ts";

/** The result of a sync that ended by itself. */
export interface SyncSummary {
  /** Active streams of the database. */
  readonly streams: number;
  /** Events that this process stored. */
  readonly stored: number;
  /** How many of them were listed late. */
  readonly late: number;
  /** Streams whose last poll failed, with the reason. */
  readonly failed: readonly {
    readonly kind: EventKind;
    readonly notificationId: number;
    readonly error: string;
  }[];
}

/** Clock, random numbers, timers and limits of a sync, passed in so that a test can replace them. */
export interface SyncPlatform extends Platform, PollPlatform {
  /** How long the current windows may take after the sync is told to end, in milliseconds. */
  readonly drainMs: number;
}

/** The system's clock, random numbers and timers, and the documented limits. */
export const systemSyncPlatform: SyncPlatform = {
  ...systemPlatform,
  windowEvents: 100_000,
  // Most streams are quiet, so a day of them is a small response, and fewer windows are fewer requests.
  firstWidthMs: 86_400_000,
  growth: 16,
  maxFailures: 5,
  maxFailureMs: 60_000,
  turnMs: 30_000,
  drainMs: 5_000,
};

/**
 * Keeps every event of many notifications in one database, each exactly once, up to date until the signal is aborted.
 *
 * ```ts
 * const store = sqliteStore("events.db");
 * await syncEvents(np6, { store, notifications: [156, 157], from: "2026-01-01T00:00:00Z" });
 * ```
 *
 * A batch of events and its progress are one transaction, so a crash at any moment loses and repeats nothing. A failure
 * of one stream, such as a 404, is stored in its `error` and retried later, while the others go on.
 *
 * @returns With `once`, after every stream was read up to now - `lag` or failed; otherwise never.
 * @throws Np6ConfigError if an option cannot be used, Np6SyncError if the database cannot, Np6HttpError if the key is
 *   rejected (401), an error of the database, and the signal's reason.
 */
export function syncEvents<C extends FollowClient<EventKind>>(
  client: C,
  options: SyncOptions,
): Promise<SyncSummary> {
  return syncEventsWith(client, options, systemSyncPlatform);
}

/** {@link syncEvents} on another platform; internal. */
export async function syncEventsWith(
  client: FollowClient<EventKind>,
  options: SyncOptions,
  platform: SyncPlatform,
): Promise<SyncSummary> {
  const { store, signal, onPoll, onNotice, once = false } = options;
  const settings = checkSyncOptions(options, platform.now());
  requireNode("Syncing");
  signal?.throwIfAborted();
  const { notifications = [] } = options;
  const readList = typeof notifications === "function" ? notifications : async () => notifications;
  const request = { ...settings.added, baseUrl: client.baseUrl, notifications: await readList() };
  await openWithStreams(store, request, { signal, onNotice });
  const drain = drainAfter(signal, platform);
  const unwatch = once ? () => {} : watchList(readList, request, { store, platform, onNotice });
  try {
    await shortenWaits(store, settings.maxEvery);
    const totals = { stored: 0, late: 0 };
    const { maxRequestsPerSecond: rate } = settings;
    const budget = store.workers?.budget(rate) ?? createRequestBudget(rate, platform, longestPauseMs);
    const limited = withInternals(withSourceTexts(client), {
      budget: withNotices(budget, platform.now, onNotice),
    });
    const paces = new Map<string, Pace>();
    const poll: StreamWork["poll"] = async (key, owned) => {
      const stream = await store.stream(key);
      if (stream?.state !== "active") return undefined;
      const name = `${key.kind}/${key.notificationId}`;
      const pace = paces.get(name) ?? { width: platform.firstWidthMs, cautious: 0 };
      paces.set(name, pace);
      const polled = await pollStream(stream, {
        client: limited,
        store,
        settings: { ...settings, once },
        platform,
        pace,
        draining: drain.begun,
        signal: AbortSignal.any([drain.over, owned]),
      });
      if (!polled) return undefined;
      totals.stored += polled.stored;
      totals.late += polled.late;
      const { nextPollAt, ...result } = polled;
      onPoll?.(result);
      return nextPollAt;
    };
    const { concurrency, lag } = settings;
    const work = { concurrency, once, lag, signal: drain.begun, poll };
    await (store.workers?.run(work) ?? runLocally(store, work, platform));
    signal?.throwIfAborted();
    const active = (await store.streams()).filter(({ state }) => state === "active");
    const failed = active.flatMap(({ kind, notificationId, error }) =>
      error === undefined ? [] : [{ kind, notificationId, error }],
    );
    return { streams: active.length, ...totals, failed };
  } catch (error) {
    throw error instanceof StoreFailure ? error.cause : error;
  } finally {
    drain.cancel();
    unwatch();
    await store.close();
  }
}

/** The two signals of an end: after the first nothing new begins, and the second aborts the polls in progress. */
interface Drain {
  readonly begun: AbortSignal;
  readonly over: AbortSignal;
  cancel(): void;
}

function drainAfter(
  signal: AbortSignal | undefined,
  { after, drainMs }: Pick<SyncPlatform, "after" | "drainMs">,
): Drain {
  const begun = signal ?? new AbortController().signal;
  const over = new AbortController();
  let disarm = (): void => {};
  const begin = (): void => {
    disarm = after(drainMs, () => over.abort(begun.reason));
  };
  begun.addEventListener("abort", begin, { once: true });
  return {
    begun,
    over: over.signal,
    cancel() {
      begun.removeEventListener("abort", begin);
      disarm();
    },
  };
}
