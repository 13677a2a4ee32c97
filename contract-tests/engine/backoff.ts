import type { Exchange } from "./exchange.ts";

/** Repetitions of one request after a 429. */
export const maxThrottled = 6;
/** Longest wait that the suite grants: a limit by the minute passes, one by the hour ends the run. */
export const maxWaitMs = 65_000;

/** RFC 9110 allows no fraction, but a server that sends one means it, so the wait is not rounded down. */
const decimal = /^\d+(?:\.\d+)?$/;
const leastWaitMs = 50;
const longestOwnWaitMs = 20_000;

/**
 * How long to wait before a request is repeated after a 429: as the server asks, else one second doubled each time.
 *
 * @param attempt - 1 for the first repetition
 * @returns milliseconds, or `undefined` where the server asks for more than {@link maxWaitMs}
 */
export function backoffMs(
  headers: Exchange["headers"],
  attempt: number,
  now: number = Date.now(),
): number | undefined {
  /** The longest of the waits that all headers of a name ask for: one may be sent twice, or have two values. */
  const longest = (name: string, read: (value: string, now: number) => number | undefined) => {
    const values = headers.flatMap(([key, value]) =>
      key === name ? value.trim().split(/(?<=GMT|\d), */) : [],
    );
    const waits = values.flatMap((value) => read(value, now) ?? []);
    return waits.length > 0 ? Math.max(...waits) : undefined;
  };
  const asked = longest("retry-after", (value) =>
    decimal.test(value) ? Math.ceil(Number(value) * 1000) : throttleDelayMs(value, now),
  );
  // A server may round the wait down, even to 0, so each further wait is longer.
  const least = leastWaitMs * 2 ** (attempt - 1);
  if (asked !== undefined) return asked > maxWaitMs ? undefined : Math.max(asked, least);
  // Where a limit is reset late, a place may still come free before: then the own pace is the better guess.
  const reset = longest("x-ratelimit-reset", resetMs);
  if (reset !== undefined && reset > 0 && reset <= maxWaitMs) return Math.max(reset, least);
  return Math.min(1000 * 2 ** (attempt - 1), longestOwnWaitMs);
}

/** Seconds, or a date in the form of HTTP (RFC 9110, section 10.2.3); `undefined` for anything else. */
export function throttleDelayMs(value: string, now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z][a-z]+, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/** The vendor names no unit: a small number counts seconds to go, a large one is an instant in seconds or milliseconds. */
function resetMs(value: string, now: number): number | undefined {
  if (!decimal.test(value)) return undefined;
  const number = Number(value);
  if (number < 1e9) return Math.ceil(number * 1000);
  return Math.ceil(number < 1e11 ? number * 1000 : number) - now;
}
