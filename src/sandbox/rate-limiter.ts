import type { SandboxRateLimit } from "./options.ts";

/** What a rate limiter says about one request. */
export interface RateDecision {
  readonly allowed: boolean;
  /** Headers of the answer, whatever it is. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests in periods of fixed length. `X-RateLimit-Reset` is in seconds, to go or of an instant; the vendor names the three
 * headers and no unit, and does not mention `Retry-After`.
 *
 * @param now - clock, in milliseconds
 * @param epoch - the time of day in milliseconds, where the reset is to be told as an instant
 */
export function createRateLimiter(
  rate: SandboxRateLimit,
  now: () => number,
  epoch?: () => number,
): () => RateDecision {
  let periodStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const time = now();
    if (time - periodStart >= rate.periodMs) {
      periodStart = time;
      used = 0;
    }
    const allowed = used < rate.limit;
    if (allowed) used += 1;
    const msLeft = periodStart + rate.periodMs - time;
    const secondsLeft = String(Math.ceil(msLeft / 1000));
    const reset = epoch === undefined ? secondsLeft : String(Math.ceil((epoch() + msLeft) / 1000));
    const headers = {
      "X-RateLimit-Limit": String(rate.limit),
      "X-RateLimit-Remaining": String(rate.limit - used),
      "X-RateLimit-Reset": reset,
    };
    return { allowed, headers: allowed ? headers : { ...headers, "Retry-After": secondsLeft } };
  };
}
