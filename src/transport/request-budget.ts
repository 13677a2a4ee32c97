import type { Platform } from "./platform.ts";

/** How many requests may be sent. An attempt waits for it before its clock starts, so that waiting is never a timeout. */
export interface RequestBudget {
  /** Resolves when one request may be sent; if the signal is aborted, it uses nothing up. */
  wait(signal: AbortSignal): Promise<void>;
  /**
   * The rate limit is used up: no request may be sent for a while.
   *
   * @param waitMs How long, in milliseconds, if the server says.
   */
  pause(waitMs: number | undefined): void;
}

/**
 * Spaces requests evenly. If the process was too busy to send in time, up to 100 ms of it are caught up with, so that no
 * 10 seconds see more than 1 % above the rate, plus one.
 *
 * @param perSecond Requests a second, above 0.
 * @param longestPause The longest that requests are held back, in milliseconds: then one finds out whether they still must
 *   be.
 */
export function createRequestBudget(
  perSecond: number,
  { now, after }: Pick<Platform, "now" | "after">,
  longestPause: number = 60_000,
): RequestBudget {
  const interval = 1_000 / perSecond;
  /** From when on the next request may be sent. */
  let next = 0;
  /** The end of the queue. */
  let turn = Promise.resolve();

  async function takeTurn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const time = now();
      // Further away it is only when the clock was set back.
      next = Math.min(next, time + interval + longestPause);
      if (next <= time) {
        next = Math.max(next, time - 100) + interval;
        return;
      }
      await new Promise<void>((resolve) => {
        const disarm = after(Math.min(next - time, longestPause), finish);
        const leave = (): void => {
          disarm();
          finish();
        };
        // Not the shared listener: a second file that needs it would make it a file of its own, which all clients load.
        signal.addEventListener("abort", leave);
        function finish(): void {
          signal.removeEventListener("abort", leave);
          resolve();
        }
      });
    }
  }

  return {
    wait(signal) {
      turn = turn.then(() => takeTurn(signal));
      return turn;
    },
    pause(waitMs = 1_000) {
      next = Math.max(next, now() + waitMs);
    },
  };
}
