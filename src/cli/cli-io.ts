import { constants, fstatSync, readFileSync, statSync } from "node:fs";
import type { Writable } from "node:stream";
import { UsageError } from "../shared/usage-error.ts";

/** A stream that may be a terminal. */
export type MaybeTerminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Streams, environment and signals of the process, passed in so that a test can run a command in its own process. */
export interface CliIo {
  /** Data, and nothing else. */
  readonly stdout: MaybeTerminal;
  /** Everything else. */
  readonly stderr: MaybeTerminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

/** The reader closed the pipe, as `head` does after its last line. Not an error. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/**
 * Writes a text and waits until it is taken, so that a slow reader slows the download down and nothing piles up here.
 *
 * @throws ClosedPipe if the reader closed the pipe; the signal's reason, even while a reader does not read.
 */
export function writeText(stream: Writable, text: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    stream.write(text, (error) => {
      signal.removeEventListener("abort", stop);
      if (!error) resolve();
      else if (isClosed(error)) reject(new ClosedPipe());
      else reject(new Error(`The output cannot be written: ${error.message}.`, { cause: error }));
    });
  });
}

/**
 * Rejects a stdout that is closed, as `>&-` and some daemons leave it: Node opens `/dev/null` for reading and writing
 * in its place, and all data would be lost silently. A shell's `> /dev/null` is open for writing alone. Only Linux
 * distinguishes them.
 *
 * @throws UsageError if nobody can get the data.
 */
export function rejectClosedStdout({ stdout }: Pick<CliIo, "stdout">): void {
  if (process.platform !== "linux" || stdout !== process.stdout) return;
  const [, flags = "0"] = /^flags:\s*(\d+)/m.exec(readFileSync("/proc/self/fdinfo/1", "utf8")) ?? [];
  const isReadable = (Number.parseInt(flags, 8) & 3) === constants.O_RDWR;
  if (!isReadable || fstatSync(1).rdev !== statSync("/dev/null").rdev) return;
  throw new UsageError(
    "stdout is closed, so the events would be lost. Name a file with --out, or discard the events with > /dev/null.",
  );
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED";
}

/** Rejects with the signal's reason as soon as it is aborted; never resolves. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
