/**
 * A sync keeps the events of many streams in one database. Everything that must survive a crash is in that database,
 * and only a store accesses it. The parts around a store decide what to read and when; a store only promises this:
 *
 * - `write` is one transaction: the events of a batch, the progress and the counters change together or not at all. A
 *   crash at any moment therefore loses and repeats nothing.
 * - An event is stored once. Its key is the primary key, so an event that is listed again is recognised by the database.
 * - Each stream has a version, which every change of it raises. A worker that lost its stream to another one, or whose
 *   stream was removed, writes with an old version, and changes nothing.
 */
import type { Progress } from "../follow/position.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import type { RequestBudget } from "../transport/request-budget.ts";

/** The events of one kind of one notification. Each stream is read, polled and counted separately. */
export interface StreamKey {
  readonly kind: EventKind;
  /** Id of the notification. */
  readonly notificationId: number;
}

/** A stream that a database is to keep up to date. */
export interface NewStream extends StreamKey {
  /** Where the stream begins, in milliseconds since 1970 UTC: no earlier event is stored. */
  readonly from: number;
  /** Address of the server that the stream belongs to; `undefined` if the client has none. */
  readonly baseUrl: string | undefined;
}

/** When a stream was read last and when it is read next. Times in milliseconds since 1970 UTC. */
export interface StreamPoll {
  /** When the last poll began; `undefined` before the first. */
  readonly lastPolledAt: number | undefined;
  /** When the stream is due. */
  readonly nextPollAt: number;
  /** Current time between two polls, in milliseconds. It grows while the stream has no new events, or fails. */
  readonly intervalMs: number;
  /** Why the last poll failed, without personal data or secrets; `undefined` if it did not. */
  readonly error: string | undefined;
}

/** A stream as its database has it. */
export interface StoredStream extends NewStream, StreamPoll {
  /** A removed stream is not polled. Its events stay, and adding it again resumes it. */
  readonly state: "active" | "removed";
  /** Rises with every change of the stream. */
  readonly version: number;
  /** How far the stream was read. */
  readonly progress: Progress;
  /** When its newest stored event was published, in milliseconds since 1970 UTC; `undefined` without such an event. */
  readonly newestAt: number | undefined;
  /** Number of stored events. */
  readonly events: number;
  /** How many of them were listed late, after their time had been read. */
  readonly late: number;
  /** How many were listed again with other content. The first form stays. */
  readonly changed: number;
}

/** One stored event. */
export interface EventRow {
  /** Tells the event from all others of its stream: its id, or a digest of its text if it has none. */
  readonly key: string;
  /** Id of the event, if it has one. */
  readonly id: string | undefined;
  /** Its received `type`, if that is a text. */
  readonly type: string | undefined;
  /** When it was published, in milliseconds since 1970 UTC. */
  readonly publishedAt: number | undefined;
  /** Id of its send, which joins the events of one send. */
  readonly stampId: string | undefined;
  /** Id of the contact. */
  readonly contactId: string | undefined;
  /** The event exactly as it was received: valid JSON, so without NUL and lone surrogates unless they are escaped. */
  readonly text: string;
}

/** The changes of one transaction to a stream. Absent properties stay unchanged. */
export interface StreamChange {
  readonly events?: readonly EventRow[] | undefined;
  /** When the events are stored, in milliseconds since 1970 UTC. Needed with `events`. */
  readonly storedAt?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly poll?: StreamPoll | undefined;
}

/** The result of a transaction. */
export interface WriteReceipt {
  /** Version of the stream from now on. */
  readonly version: number;
  /** Events that were new. */
  readonly stored: number;
  /** New events that were published before `progress.cursor` as it was before this write. */
  readonly late: number;
  /** Events that the database had with other content, in a form that was not counted before. */
  readonly changed: number;
}

/** How a store is opened. */
export interface StoreOpening {
  /**
   * `worker` creates the database if there is none, migrates it to the present version and, if a database belongs to
   * one process, locks it. `visitor` does none of that: it opens an existing database, beside a worker.
   */
  readonly role: "worker" | "visitor";
  /**
   * Whether to wait for a database that cannot be reached. A database that rejects the user or does not exist always
   * fails at once. Default: a worker waits, a visitor does not.
   */
  readonly waits?: boolean | undefined;
  /** Ends waiting for an unreachable database; the calls that wait reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Gets a line without secrets that a user should know, such as that `sync` waits for the database. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** Where a sync stores events and progress. `sqliteStore` and `postgresStore` make one. */
export interface EventStore {
  /** Name of the database in messages, without a password. */
  readonly name: string;
  /** Most events of a `write`. Larger batches take less time for each event, and more memory. Default 2,000. */
  readonly batchEvents?: number | undefined;
  /**
   * Called before anything else. A store that was closed may be opened again.
   *
   * @throws Np6SyncError if the database cannot be used; nothing in it was changed then.
   */
  open(opening: StoreOpening): Promise<void>;
  /** All streams, removed ones included, in no particular order. */
  streams(): Promise<readonly StoredStream[]>;
  /** One stream as it is now; `undefined` if there is none. */
  stream(key: StreamKey): Promise<StoredStream | undefined>;
  /** Adds streams, due at once, in one transaction. One that exists keeps its progress; a removed one is active again. */
  add(streams: readonly NewStream[]): Promise<void>;
  /** Marks streams as removed, in one transaction. A poll in progress of such a stream writes nothing more. */
  remove(streams: readonly StreamKey[]): Promise<void>;
  /**
   * Changes a stream in one transaction.
   *
   * @param version Version of the stream that the change is based on.
   * @returns `undefined`, and nothing was changed, if the stream has another version by now or is not active.
   */
  write(key: StreamKey, version: number, change: StreamChange): Promise<WriteReceipt | undefined>;
  /** Called once after an `open` that succeeded; waits for a write in progress. */
  close(): Promise<void>;
  /** Shares the work between the processes of one database. Without it a database belongs to one process. */
  readonly workers?: StreamWorkers | undefined;
}

/**
 * Shares the work of many processes on one database: it assigns the streams that are due, and has one request budget.
 */
export interface StreamWorkers {
  /**
   * Limits the requests that all processes send together.
   *
   * @param requestsPerSecond Most requests a second; the last process that started sets it for all.
   */
  budget(requestsPerSecond: number): RequestBudget;
  /**
   * Calls `poll` for streams that are due, the most overdue first, each in one process at a time. A stream whose process
   * died is due again within a minute.
   *
   * @returns After the signal is aborted and the polls in progress have ended. With `once`, when some process has
   *   polled every active stream after this call, up to the time of this call - `lag` unless it failed.
   * @throws The error of `poll`, after the other polls have ended, because the work cannot go on.
   */
  run(work: StreamWork): Promise<void>;
}

/** How to work on due streams. */
export interface StreamWork {
  /** Streams that this process polls at a time. */
  readonly concurrency: number;
  /** Polls every active stream up to now - `lag`, whenever it is due, and ends. */
  readonly once: boolean;
  /** How far behind the clock a poll ends, in milliseconds. */
  readonly lag: number;
  /** Stops assigning streams. */
  readonly signal: AbortSignal;
  /**
   * Polls a stream and writes the result.
   *
   * @param signal Aborted when this process no longer owns the stream.
   * @returns When the stream is due again, in milliseconds since 1970 UTC; `undefined` if it is no longer active.
   */
  poll(key: StreamKey, signal: AbortSignal): Promise<number | undefined>;
}
