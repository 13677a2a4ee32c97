import type { SandboxRateLimit } from "./options.ts";

/** What a rate limiter says about one request. */
export interface RateDecision {
  readonly allowed: boolean;
  /** Headers of the answer, whatever it is. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests in periods of fixed length. `X-RateLimit-Reset` is in seconds to go; the vendor names the three
 * headers and no unit, and does not mention `Retry-After`.
 *
 * @param now - clock, in milliseconds
 */
export function createRateLimiter(rate: SandboxRateLimit, now: () => number): () => RateDecision {
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
    const secondsLeft = String(Math.ceil((periodStart + rate.periodMs - time) / 1000));
    const headers = {
      "X-RateLimit-Limit": String(rate.limit),
      "X-RateLimit-Remaining": String(rate.limit - used),
      "X-RateLimit-Reset": secondsLeft,
    };
    return { allowed, headers: allowed ? headers : { ...headers, "Retry-After": secondsLeft } };
  };
}
