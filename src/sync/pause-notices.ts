import type { RequestBudget } from "../transport/request-budget.ts";

/** If a server asks for a longer pause, a request is sent after a day. */
export const longestPauseMs: number = 86_400_000;
/** How long requests pause if a server limits them and gives no time. */
const defaultPauseMs = 30_000;
/** A server may ask for short pauses often. These are not reported. */
const shortestNewsMs = 5_000;

/** Reports to the user when a server pauses all requests for a while. */
export function withNotices(
  budget: RequestBudget,
  now: () => number,
  onNotice: ((text: string) => void) | undefined,
): RequestBudget {
  let pausedUntil = 0;
  return {
    wait: (signal) => budget.wait(signal),
    pause(asked = defaultPauseMs) {
      const waitMs = Math.min(asked, longestPauseMs);
      budget.pause(waitMs);
      const until = now() + waitMs;
      if (waitMs >= shortestNewsMs && until >= pausedUntil + shortestNewsMs) {
        pausedUntil = until;
        onNotice?.(
          `The server limits the rate of requests: the next one is sent in ${Math.ceil(waitMs / 1000)} s.`,
        );
      }
    },
  };
}
