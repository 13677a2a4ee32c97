/**
 * A poll reads one stream up to `now - lag`, beginning where it may have missed events, and decides when the stream is
 * due again. A failure affects only this stream: a notification that does not exist marks its stream, and the others go
 * on. A poll throws only two errors: a store that fails, and a key that is rejected.
 */
import { Np6FollowError } from "../follow/follow-error.ts";
import type { FollowClient } from "../follow/follow-events.ts";
import type { FollowWindow } from "../follow/read-window.ts";
import { floorToSecond, followRounds, type Pace, type RoundPlatform } from "../follow/rounds.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import { starPersonal } from "../shared/redaction/personal.ts";
import type { EventStore, StoredStream, StreamPoll } from "./event-store.ts";
import { readIntoStore, StoreFailure, StreamLost, type StreamReader } from "./read-into-store.ts";

/** Clock, random numbers and limits of polls, passed in so that a test can replace them. */
export interface PollPlatform extends RoundPlatform {
  /** Uniform in [0, 1). */
  random(): number;
  /** How long a stream that is far behind is read before others get their turn, in milliseconds. */
  readonly turnMs: number;
}

/** When to poll; durations in milliseconds. */
export interface PollSettings {
  readonly lag: number;
  readonly overlap: number;
  /** From one poll of an active stream to the next. */
  readonly every: number;
  /** The longest time between two polls of a stream without events, or that fails. */
  readonly maxEvery: number;
  /** Whether to read a stream up to now, however long it takes. */
  readonly once: boolean;
}

/** The result of a poll. */
export interface PolledStream {
  readonly kind: EventKind;
  /** Id of the notification. */
  readonly notificationId: number;
  /** Events that were new to the database. */
  readonly stored: number;
  /** How many of them were listed late. */
  readonly late: number;
  /** Events that were listed again with other content. */
  readonly changed: number;
  /** The reason of a failure; `undefined` if it succeeded. */
  readonly error: string | undefined;
}

/** Where polls read from and write to. */
export interface PollContext {
  readonly client: FollowClient<EventKind>;
  readonly store: EventStore;
  readonly settings: PollSettings;
  readonly platform: PollPlatform;
  /** That of the polls of this stream before, so that it begins with a window that the server can list. */
  readonly pace: Pace;
  /** Aborted: the poll ends after the window that is being read. */
  readonly draining: AbortSignal;
  /** Aborted: it ends at once. */
  readonly signal: AbortSignal;
}

/**
 * Polls a stream.
 *
 * @returns The result, with the time when the stream is due again; `undefined` if another worker has the stream by now,
 *   or it was removed.
 * @throws StoreFailure, the error of a rejected key, and the signal's reason.
 */
export async function pollStream(
  stream: StoredStream,
  context: PollContext,
): Promise<(PolledStream & Pick<StreamPoll, "nextPollAt">) | undefined> {
  const { client, store, settings, platform, signal } = context;
  const { kind, notificationId } = stream;
  const { now } = platform;
  const began = now();
  const list = ({ start, end }: FollowWindow) =>
    client[kind](notificationId, {
      start: new Date(start),
      end: new Date(end),
      sort: "asc",
      signal,
    }).batches();
  const reader = readIntoStore(stream, { store, list, now });
  try {
    const failure = await readWindows(reader, began, context);
    const isUpToDate = reader.progress.cursor >= floorToSecond(began - settings.lag);
    const error = failure && describeFailure(failure.reason);
    const result = { began, error, isUpToDate, stored: reader.written.stored };
    const poll = nextPoll(stream, result, settings, platform);
    await reader.finish(poll);
    return { kind, notificationId, ...reader.written, error, nextPollAt: poll.nextPollAt };
  } catch (error) {
    if (error instanceof StreamLost) return undefined;
    throw error;
  }
}

/** Reads up to now, or for one turn. Returns what failed, if that concerns this stream alone, and throws all else. */
async function readWindows(
  reader: StreamReader,
  began: number,
  { settings, platform, pace, draining, signal }: PollContext,
): Promise<{ readonly reason: unknown } | undefined> {
  const { lag, overlap, every, once } = settings;
  const position = {
    get progress() {
      return reader.progress;
    },
    error: (errorKind: Np6FollowError["kind"], what?: string) =>
      new Np6FollowError(errorKind, what ?? errorKind),
  };
  const options = { lag, overlap, every, once: true, signal, pace };
  try {
    for await (const _ of followRounds(position, reader.read, options, platform))
      if (draining.aborted || (!once && platform.now() - began >= platform.turnMs)) break;
    return undefined;
  } catch (reason) {
    if (reason instanceof StreamLost || reason instanceof StoreFailure) throw reason;
    signal.throwIfAborted();
    if (isRejectedKey(reason)) throw reason;
    return { reason };
  }
}

/** Every other stream would fail with the same error. */
function isRejectedKey(error: unknown): boolean {
  const { code, status } = Object(error);
  return code === "NP6_HTTP" && status === 401;
}

const longestError = 500;

/**
 * A failure as the database stores it. A text of a server may contain personal data; an error from elsewhere may
 * contain anything.
 */
function describeFailure(failure: unknown): string {
  const { code, message, name = "Error" } = Object(failure);
  const isOurs = typeof code === "string" && code.startsWith("NP6_");
  const text = isOurs ? String(message) : `${name}: an unexpected failure`;
  return starPersonal(text)
    .replace(/[^\P{Cc}]/gu, " ")
    .slice(0, longestError);
}

/**
 * The share by which the time between polls varies, so that streams that were added together are not always polled
 * together.
 */
export const jitter = 0.1;

/** By how much the clocks of machines that share a database may differ, in milliseconds. */
const clockDifferenceMs = 60_000;

/** Whether a stream was last polled in the future: this clock was set back, or the one of that poll was wrong. */
export function isAhead({ lastPolledAt = 0 }: Pick<StreamPoll, "lastPolledAt">, now: number): boolean {
  return lastPolledAt > now + clockDifferenceMs;
}

/**
 * When a stream is due: at once if it {@link isAhead}. Otherwise it would not be polled until the clock has caught up, and
 * nobody would know. A poll fails in words if the clock is behind what was read.
 */
export function dueAt(stream: StreamPoll, now: number): number {
  return isAhead(stream, now) ? now : stream.nextPollAt;
}

/** The facts that decide about the next poll. */
interface PollResult {
  readonly began: number;
  readonly error: string | undefined;
  readonly isUpToDate: boolean;
  readonly stored: number;
}

/**
 * A stream with new events, and one that failed for the first time, is polled again after `every`. A stream without new
 * events, or that fails again, is polled after twice its previous interval, `maxEvery` at most. Twice 0 is a second.
 */
function nextPoll(
  stream: StoredStream,
  { began, error, isUpToDate, stored }: PollResult,
  { every, maxEvery }: PollSettings,
  { now, random }: PollPlatform,
): StreamPoll {
  const isFresh = error === undefined ? stored > 0 : stream.error === undefined;
  const intervalMs = isFresh ? every : Math.max(every, Math.min(maxEvery, 2 * stream.intervalMs || 1_000));
  // Due at once, but after those that have waited longer.
  const isUnfinished = error === undefined && !isUpToDate;
  const jittered = intervalMs * (1 - jitter + 2 * jitter * random());
  const nextPollAt = isUnfinished ? now() : Math.round(began + jittered);
  return { lastPolledAt: began, nextPollAt, intervalMs, error };
}
