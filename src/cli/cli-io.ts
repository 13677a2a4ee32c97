import type { Writable } from "node:stream";

/** A stream that may be a terminal. */
export type MaybeTerminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the command line gets from its process: passed in, so that a test can run it in its own. */
export interface CliIo {
  /** Data, and nothing else. */
  readonly stdout: MaybeTerminal;
  /** Everything else. */
  readonly stderr: MaybeTerminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}
