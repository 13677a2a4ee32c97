import { type Instant, toWireInstant } from "../client/instants.ts";
import { Np6ConfigError } from "../errors.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { checkOptions, numbers } from "../transport/options.ts";
import type { EventStore } from "./event-store.ts";
import type { StreamRequest } from "./plan-streams.ts";
import type { PolledStream, PollSettings } from "./poll-stream.ts";

/** What to sync, and how. Durations in milliseconds. */
export interface SyncOptions {
  /** The database: `sqliteStore(path)` or `postgresStore(url)`. It is opened, and closed at the end. */
  readonly store: EventStore;
  /**
   * Ids of notifications to add: integers from 0 to 2,147,483,647. Those that the database has stay, whether they are named
   * here or not. A function is called again every 15 s, and ids that are new to its list are added: for a list that others
   * edit. If a later call fails, the list stays as it was, and the reason is told. Default: none, which continues what is
   * there.
   */
  readonly notifications?: readonly number[] | (() => Promise<readonly number[]>) | undefined;
  /** Which kinds of events of these notifications to add. Default: all. */
  readonly kinds?: readonly EventKind[] | undefined;
  /** Where new streams begin; no earlier event is stored. Not in the future. Needed, and used, only for new streams. */
  readonly from?: Instant | undefined;
  /** From one poll of an active stream to the next, ±10 %. Default 60,000. */
  readonly every?: number | undefined;
  /**
   * The longest time between two polls of a stream, ±10 %. A stream without new events, or one that fails, doubles its time
   * with each poll up to this; its first new event sets it back to `every`. Default 3,600,000.
   */
  readonly maxEvery?: number | undefined;
  /** How far reading stays behind the clock. Default 30,000. */
  readonly lag?: number | undefined;
  /**
   * How much of the time before that is read again with each poll. An event that is first listed more than `lag + overlap`
   * after its timestamp may be missed. Default 300,000.
   */
  readonly overlap?: number | undefined;
  /**
   * Most requests a second, retries included, spread evenly: a number from 0.001. In a database of many processes, of all
   * of them together, as the last one that started says. It takes the place of the client's own. After a 429 or a response
   * with `X-RateLimit-Remaining: 0`, none is sent for as long as the server asks, or for 30 s if it does not say. Default 2.
   */
  readonly maxRequestsPerSecond?: number | undefined;
  /** Streams that this process reads at a time. Default 4. */
  readonly concurrency?: number | undefined;
  /** Bring every stream up to now - `lag`, whenever it is due, and end. Default `false`. */
  readonly once?: boolean | undefined;
  /**
   * Ends it: no further stream is polled, windows that are being read may be finished for 5 s, and then it rejects with the
   * signal's reason.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called after each poll of a stream by this process. Default: none. */
  readonly onPoll?: ((polled: PolledStream) => void) | undefined;
  /** Gets a line about what a user should know, such as a database that is waited for. Default: none. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** Checked options with their defaults. */
export interface SyncSettings extends Omit<PollSettings, "once"> {
  readonly concurrency: number;
  readonly maxRequestsPerSecond: number;
  /** What to add of each notification. */
  readonly added: Pick<StreamRequest, "kinds" | "from">;
}

/** What each option is; an object, so that a name that is forgotten or wrong does not compile. */
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
 * @throws Np6ConfigError naming the one that cannot be used.
 */
export function checkSyncOptions(options: SyncOptions, now: number): SyncSettings {
  checkOptions("", options, optionTypes);
  const { store, from, lag, overlap, every, maxEvery, concurrency, maxRequestsPerSecond } = options;
  if (typeof store?.write !== "function") {
    throw new Np6ConfigError("`store`: `sqliteStore(path)`, `postgresStore(url)` or one of your own.");
  }
  const { kinds = eventKinds } = options;
  if (!Array.isArray(kinds) || kinds.length === 0 || kinds.some((kind) => !eventKinds.includes(kind))) {
    throw new Np6ConfigError(`\`kinds\`: one or more of ${eventKinds.join(", ")}.`);
  }
  const begin = from === undefined ? undefined : toWireInstant(from, "from").epochMs;
  if (begin !== undefined && begin > now) throw new Np6ConfigError("`from` is in the future.");
  const durations = numbers(
    "",
    { lag, overlap, every, maxEvery },
    { lag: 30_000, overlap: 300_000, every: 60_000, maxEvery: Math.max(every ?? 0, 3_600_000) },
    0,
  );
  if (durations.maxEvery < durations.every) throw new Np6ConfigError("`maxEvery` is less than `every`.");
  const rate = numbers("", { maxRequestsPerSecond }, { maxRequestsPerSecond: 2 }, 0.001);
  const counts = numbers("", { concurrency }, { concurrency: 4 }, 1);
  if (!Number.isInteger(counts.concurrency))
    throw new Np6ConfigError("`concurrency` must be a whole number.");
  return { ...durations, ...counts, ...rate, added: { kinds, from: begin } };
}
