import type { Writable } from "node:stream";

/** Whoever read our output has enough, as `head` does: no failure. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/**
 * Writes a text and waits until it is taken, so that a slow reader slows the download down and nothing piles up here.
 *
 * @throws ClosedPipe if nobody reads any more; the reason of the signal, also while a reader does not read.
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
