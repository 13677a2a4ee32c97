import type { Writable } from "node:stream";

/** A stream that may be a terminal. */
export type MaybeTerminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the command line gets from its process, passed in so that a test can run it in its own process. */
export interface CliIo {
  /** Data, and nothing else. */
  readonly stdout: MaybeTerminal;
  /** Everything else. */
  readonly stderr: MaybeTerminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

/** The reader closed the pipe, as `head` does when it has enough. Not an error. */
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
      else reject(isClosed(error) ? new ClosedPipe() : error);
    });
  });
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
