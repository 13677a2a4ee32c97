import type { Writable } from "node:stream";

/** What the command line gets from its process: passed in, so that a test can run it in its own. */
export interface CliIo {
  /** Data, and nothing else. */
  readonly stdout: Writable;
  /** Everything else. */
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}
