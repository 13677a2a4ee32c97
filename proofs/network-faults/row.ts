import type { ClientRequest } from "./adversary.ts";
import type { FaultDatabase, FaultDatabaseKind } from "./fault-database.ts";

/**
 * Who meets the fault: a program that awaits the array, one that iterates, one that follows, or the command line, which
 * writes to stdout (`pull`) or over a file (`file`).
 */
export const consumers = ["array", "stream", "follow", "pull", "file"] as const;

/** A member of {@link consumers}; or a sync into a database, by the command line or, with `program`, by the library. */
export type FaultConsumer = (typeof consumers)[number] | FaultDatabaseKind;

/** What is promised to come of a fault: every event, once and in order, or an error with these properties. */
export type Promised =
  | "every event"
  | { readonly code: string; readonly kind?: string; readonly status?: number | undefined }
  | { readonly reason: string }
  | { readonly exitCode: number | null };

/** What is wrong with the database of a sync. A second sync, after all was put right, must leave every event in it. */
export interface DatabaseFault {
  /**
   * Breaks the database: before the sync starts, or once half of the first list was sent.
   *
   * @returns Puts it right again. Called once the sync says that it waits, or has ended.
   */
  readonly strike?: (database: FaultDatabase) => Promise<() => Promise<void>>;
  /** Default: halfway. */
  readonly when?: "before" | "halfway";
  /** The sync gets this signal once it says that it waits; the database is put right after its end. */
  readonly signal?: NodeJS.Signals;
  /** The disk of a SQLite file: a small one, which only root can mount, or one that takes files of so many blocks of 512 bytes. */
  readonly disk?: "small" | { readonly maxFileBlocks: number };
  /** The sync is a program that uses the library: what is wrong with its clock, or with its pool of connections. */
  readonly program?:
    | "clock-set-back-in-a-poll"
    | "clock-set-back-between-polls"
    | "pool-of-one"
    | "pool-taken";
}

/** One fault, and what the package promises about it. */
export interface NetworkFault {
  /** In kebab-case. */
  readonly id: string;
  /** What goes wrong, as a sentence without its full stop. */
  readonly title: string;
  /** Answers a request. To a follower it answers the first two alone: from then on the server is well. */
  readonly respond: (request: ClientRequest) => void;
  /** Address to use in place of the server's. */
  readonly url?: (url: string) => string;
  /** Speak TLS, with a certificate that nobody vouches for. */
  readonly tls?: boolean;
  /** What is promised. */
  readonly promised: Promised;
  /** What is promised to a follower, where that differs: it has remedies of its own. */
  readonly followed?: Promised;
  /** Default: array and stream. */
  readonly consumers?: readonly FaultConsumer[];
  /** Requests that are sent; not checked by default. */
  readonly requests?: number;
  /** The client's `timeout` option, where the fault is about time. */
  readonly timeout?: { readonly attempt?: number; readonly idle?: number; readonly total?: number };
  /** The consumer aborts after so many events, with the reason `enough`. */
  readonly abortAfter?: number;
  /** What is wrong with the clock of a follower. Default: nothing. */
  readonly clock?: "set-back";
  /** What is wrong with the database of a sync. */
  readonly database?: DatabaseFault;
  /** What stderr must say. Not checked by default. */
  readonly says?: RegExp;
  /** Most memory that the process may ever have held, in MB of 2^20 bytes. Default 250. */
  readonly peakMb?: number;
  /** Seconds that it may take. Default 20: a machine may be busy. */
  readonly seconds?: number;
}

/** Rows that differ in one value. */
export function forEachConsumer<T>(values: readonly T[], row: (value: T) => NetworkFault): NetworkFault[] {
  return values.map(row);
}
