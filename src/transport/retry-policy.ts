import { numbers, type RetryOptions } from "./options.ts";
import type { Platform } from "./platform.ts";
import { retryAfterMs } from "./response-headers.ts";

/** Milliseconds to wait before the next attempt, or `undefined` to stop with this result. */
export type RetryPolicy = (outcome: Response | Error, attempt: number) => number | undefined;

const retryable = new Set([408, 425, 429, 500, 502, 503, 504]);
const longestBackOffMs = 8_000;

/**
 * Makes the policy that the `retry` option describes.
 *
 * @throws Np6ConfigError if one of its numbers is out of range.
 */
export function retryPolicy(options: false | RetryOptions | undefined = {}, platform: Platform): RetryPolicy {
  if (options === false) return () => undefined;
  const defaults = { limit: 2, baseMs: 200, throttledBaseMs: 1_000, maxRetryAfterMs: 60_000 };
  const { limit, baseMs, throttledBaseMs, maxRetryAfterMs } = numbers("retry.", options, defaults, 0);

  return (outcome, attempt) => {
    if (attempt > limit) return undefined;
    let base = baseMs;
    if (!(outcome instanceof Error)) {
      if (!retryable.has(outcome.status)) return undefined;
      const asked = retryAfterMs(outcome, platform.now());
      if (asked !== undefined) return asked > maxRetryAfterMs ? undefined : asked;
      if (outcome.status === 429) base = throttledBaseMs;
    }
    return Math.round(platform.random() * Math.min(longestBackOffMs, base * 2 ** (attempt - 1)));
  };
}
