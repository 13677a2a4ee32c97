import type { RateLimit } from "../errors.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { isAddress } from "../shared/redaction/personal.ts";
import type { Keys } from "./credentials.ts";

/**
 * The `x-request-id` of a response, by which the vendor's support traces a call, without keys. One that holds an address counts
 * as none.
 */
export function requestId({ headers }: Response, keys: Keys): string | undefined {
  const id = headers.get("x-request-id");
  return id && !isAddress(id) ? maskKeys(id, keys) : undefined;
}

/**
 * The values of a header. A repeated header has both values with a comma between them; a date also contains a comma.
 */
function valuesOf({ headers }: Response, name: string): string[] {
  return (headers.get(name) ?? "").split(/(?<=GMT|\d), */);
}

/** A number, with a fraction or none, that is exact and small enough for a date. */
const decimal = /^\d{1,15}(?:\.\d+)?$/;

/**
 * Reads the rate-limit headers; `undefined` if the response has none that is a number.
 *
 * @param now Milliseconds since the epoch that "seconds to go" counts from.
 */
export function rateLimit(response: Response, now: number = Date.now()): RateLimit | undefined {
  // The stricter one of two values.
  const read = (name: string, strictest = Math.min): number | undefined => {
    const values = valuesOf(response, `x-ratelimit-${name}`).filter((value) => decimal.test(value));
    return values.length > 0 ? strictest(...values.map(Number)) : undefined;
  };
  const [limit, remaining, reset] = [read("limit"), read("remaining"), read("reset", Math.max)];
  if ((limit ?? remaining ?? reset) === undefined) return undefined;
  return {
    limit,
    remaining,
    resetAt: reset === undefined ? undefined : new Date(Math.ceil(instant(reset, now))),
  };
}

function instant(reset: number, now: number): number {
  if (reset < 1e9) return now + reset * 1000;
  return reset < 1e11 ? reset * 1000 : reset;
}

/** Whether a response says that the rate limit is used up. */
export function isSpent(response: Response): boolean {
  return response.status === 429 || rateLimit(response)?.remaining === 0;
}

/**
 * How many milliseconds the server asks to wait: `Retry-After`, in seconds or as a date, or else `X-RateLimit-Reset`,
 * on a 429 and where no request remains. RFC 9110 has only whole seconds, but servers send `1.5`, and the header twice:
 * then the longest wait counts, so that no retry is too early. On another status the reset does not ask for a wait,
 * because it may come with every response.
 *
 * Dates are compared with the `Date` of the same response if it has one, so a wrong local clock does no harm.
 */
export function retryAfterMs(response: Response, now: number): number | undefined {
  const serverNow = parseHttpDate(response.headers.get("date")) ?? now;
  const waits = valuesOf(response, "retry-after").flatMap((value) => {
    // Of any length: a client that took a long wait for none would come back at once.
    if (/^\d+(?:\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1000), 9e15);
    const instant = parseHttpDate(value);
    return instant === undefined ? [] : instant - serverNow;
  });
  const reset = isSpent(response) ? rateLimit(response, serverNow)?.resetAt : undefined;
  if (waits.length === 0 && reset) waits.push(reset.getTime() - serverNow);
  return waits.length > 0 ? Math.max(0, ...waits) : undefined;
}

/**
 * Milliseconds since the epoch of an HTTP date, in any of the three forms of RFC 9110. `Date.parse` alone accepts many
 * texts that are not dates. So the two old forms are converted to today's, and the parsed date must print exactly that
 * text.
 */
export function parseHttpDate(text: string | null): number | undefined {
  const date = (text ?? "")
    .replace(/^(\w{3})\w*day, (\d\d)-(\w{3})-(\d\d) /, "$1, $2 $3 20$4 ")
    .replace(/^(\w{3}) (\w{3}) ([ \d]\d) (\S+) (\d{4})$/, "$1, $3 $2 $5 $4 GMT")
    .replace(",  ", ", 0");
  const instant = new Date(date);
  return instant.getTime() >= 0 && instant.toUTCString() === date ? instant.getTime() : undefined;
}
