import { type Instant, toWireInstant } from "../client/instants.ts";
import { Np6ConfigError } from "../errors.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { checkOptions, numbers } from "../transport/options.ts";
import type { EventStore } from "./event-store.ts";
import type { StreamRequest } from "./plan-streams.ts";
import type { PolledStream, PollSettings } from "./poll-stream.ts";

/** What to sync, and how. Durations in milliseconds. */
export interface SyncOptions {
  /** The database: `sqliteStore(path)` or `postgresStore(url)`. `syncEvents` opens it, and closes it at the end. */
  readonly store: EventStore;
  /**
   * Ids of notifications to add: integers from 0 to 2,147,483,647. Streams that the database has stay, whether they are
   * named here or not. A function is called again every 15 s, and new ids of its list are added. If a later call fails,
   * the list stays as it was, and `onNotice` gets the reason. Default: none, which continues the streams of the
   * database.
   */
  readonly notifications?: readonly number[] | (() => Promise<readonly number[]>) | undefined;
  /** Event kinds of these notifications to add. Default: all. */
  readonly kinds?: readonly EventKind[] | undefined;
  /**
   * Where new streams begin; no earlier event is stored. It must not be in the future. Required, and used, only for new
   * streams.
   */
  readonly from?: Instant | undefined;
  /** Time between two polls of an active stream, ±10 %. Default 60,000. */
  readonly every?: number | undefined;
  /**
   * The longest time between two polls of a stream, ±10 %. While a stream has no new events, or fails, its interval
   * doubles with each poll up to this. Its first new event sets the interval back to `every`. Default 3,600,000.
   */
  readonly maxEvery?: number | undefined;
  /** How far reading stays behind the clock. Default 30,000. */
  readonly lag?: number | undefined;
  /**
   * How much of the time before `now - lag` each poll reads again. An event that is first listed more than `lag +
   * overlap` after its timestamp may be missed. Default 300,000.
   */
  readonly overlap?: number | undefined;
  /**
   * Most requests a second, retries included, spread evenly: a number from 0.001. If many processes share a database,
   * it holds for all of them together, and the last one that started sets it. It replaces the client's own limit. After
   * a 429 or a response with `X-RateLimit-Remaining: 0`, none is sent for as long as the server asks, or for 30 s if it
   * gives no time. Default 2.
   */
  readonly maxRequestsPerSecond?: number | undefined;
  /** Streams that this process reads at a time: from 1 to 1000. Default 4. */
  readonly concurrency?: number | undefined;
  /** Bring every stream up to now - `lag`, whenever it is due, and end. Default `false`. */
  readonly once?: boolean | undefined;
  /**
   * Ends the sync: it begins no further poll, gives the current windows 5 s, and then rejects with the signal's reason.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called after each poll of a stream by this process. Default: none. */
  readonly onPoll?: ((polled: PolledStream) => void) | undefined;
  /** Gets a line that a user should know, such as that the sync waits for the database. Default: none. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** Checked options with their defaults. */
export interface SyncSettings extends Omit<PollSettings, "once"> {
  readonly concurrency: number;
  readonly maxRequestsPerSecond: number;
  /** What to add for each notification. */
  readonly added: Pick<StreamRequest, "kinds" | "from">;
}

/** More would wait for the API anyway, and each is a worker of the queue. */
const mostAtATime = 1_000;

/** The types of the options. An object, so that a missing or wrong name does not compile. */
const optionTypes: Readonly<Record<keyof SyncOptions, string>> = {
  store: "",
  notifications: "object or function",
  kinds: "object",
  from: "",
  every: "number",
  maxEvery: "number",
  lag: "number",
  overlap: "number",
  maxRequestsPerSecond: "number",
  concurrency: "number",
  once: "boolean",
  signal: "object",
  onPoll: "function",
  onNotice: "function",
};

/**
 * Checks the options that do not depend on the database.
 *
 * @param now In milliseconds since 1970 UTC.
 * @throws Np6ConfigError naming the invalid option.
 */
export function checkSyncOptions(options: SyncOptions, now: number): SyncSettings {
  checkOptions("", options, optionTypes);
  const { store, from, lag, overlap, every, maxEvery, concurrency, maxRequestsPerSecond } = options;
  if (typeof store?.write !== "function") {
    throw new Np6ConfigError("`store` must be `sqliteStore(path)`, `postgresStore(url)` or one of your own.");
  }
  const { kinds = eventKinds } = options;
  if (!Array.isArray(kinds) || kinds.length === 0 || kinds.some((kind) => !eventKinds.includes(kind))) {
    throw new Np6ConfigError(`\`kinds\` must be one or more of ${eventKinds.join(", ")}.`);
  }
  const begin = from === undefined ? undefined : toWireInstant(from, "from").epochMs;
  if (begin !== undefined && begin > now) throw new Np6ConfigError("`from` is in the future.");
  const given = numbers(
    "",
    { lag, overlap, every, maxEvery },
    { lag: 30_000, overlap: 300_000, every: 60_000, maxEvery: Math.max(every ?? 0, 3_600_000) },
    0,
  );
  // A column of whole milliseconds takes no 2.2 hours as a program calculates them.
  const durations = { ...given, every: Math.round(given.every), maxEvery: Math.round(given.maxEvery) };
  if (durations.maxEvery < durations.every) throw new Np6ConfigError("`maxEvery` is less than `every`.");
  const rate = numbers("", { maxRequestsPerSecond }, { maxRequestsPerSecond: 2 }, 0.001);
  const counts = numbers("", { concurrency }, { concurrency: 4 }, 1);
  if (!Number.isInteger(counts.concurrency) || counts.concurrency > mostAtATime)
    throw new Np6ConfigError(`\`concurrency\` must be a whole number from 1 to ${mostAtATime}.`);
  return { ...durations, ...counts, ...rate, added: { kinds, from: begin } };
}
