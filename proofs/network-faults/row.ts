import type { ClientRequest } from "./adversary.ts";

/**
 * Who meets the fault: a program that awaits the array, one that iterates, one that follows, or the command line, which
 * writes to stdout (`pull`) or over a file (`file`).
 */
export const consumers = ["array", "stream", "follow", "pull", "file"] as const;

/** A member of {@link consumers}. */
export type FaultConsumer = (typeof consumers)[number];

/** What is promised to come of a fault: every event, once and in order, or an error with these properties. */
export type Promised =
  | "every event"
  | { readonly code: string; readonly kind?: string; readonly status?: number | undefined }
  | { readonly reason: string }
  | { readonly exitCode: number | null };

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
  /** Most memory that the process may ever have held, in MB of 2^20 bytes. Default 250. */
  readonly peakMb?: number;
  /** Seconds that it may take. Default 20: a machine may be busy. */
  readonly seconds?: number;
}

/** Rows that differ in one value. */
export function forEachConsumer<T>(values: readonly T[], row: (value: T) => NetworkFault): NetworkFault[] {
  return values.map(row);
}
