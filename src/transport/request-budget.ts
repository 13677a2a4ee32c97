import type { Platform } from "./platform.ts";

/**
 * Limits how many requests are sent. An attempt waits for it before its deadline starts, so that waiting never causes a
 * timeout.
 */
export interface RequestBudget {
  /** Resolves when one request may be sent. If the signal is aborted, the request does not count. */
  wait(signal: AbortSignal): Promise<void>;
  /**
   * The rate limit is used up: no request may be sent for a while.
   *
   * @param waitMs How long, in milliseconds, if the server says.
   */
  pause(waitMs: number | undefined): void;
}

/**
 * Spaces requests evenly. If the process was too busy to send in time, it catches up on at most 100 ms, so that no 10
 * seconds have more than 1 % above the rate, plus one request.
 *
 * @param perSecond Requests a second, above 0.
 * @param longestPause The longest pause, in milliseconds. After it one request tests whether the limit still applies.
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
      // It is further away only if the clock was set back.
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
        // Not the shared listener, because a second file that imports it would make bundlers split it into a separate
        // file, which all clients load.
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
      next = Math.max(next, now() + Math.min(waitMs, longestPause));
    },
  };
}
