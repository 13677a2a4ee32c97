import type { RateLimit } from "../errors.ts";

/**
 * Reads the rate-limit headers; `undefined` if the answer has none that is a whole number.
 *
 * @param now Milliseconds since the epoch that "seconds to go" counts from.
 */
export function rateLimit(response: Response, now: number = Date.now()): RateLimit | undefined {
  const read = (name: string): number | undefined => {
    const value = response.headers.get(`x-ratelimit-${name}`);
    return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  };
  const [limit, remaining, reset] = [read("limit"), read("remaining"), read("reset")];
  if ((limit ?? remaining ?? reset) === undefined) return undefined;
  return { limit, remaining, resetAt: reset === undefined ? undefined : new Date(instant(reset, now)) };
}

function instant(reset: number, now: number): number {
  if (reset < 1e9) return now + reset * 1000;
  return reset < 1e11 ? reset * 1000 : reset;
}
