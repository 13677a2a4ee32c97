import { parseHttpDate, retryAfterMs } from "../../../src/transport/response-headers.ts";
import { attempt, type FuzzTarget, must } from "../target.ts";

const now = Date.UTC(2026, 0, 31, 12);

/** What a server says about waiting: a line each of `Retry-After`, `X-RateLimit-Reset` and `Date`. */
export const retryTiming: FuzzTarget = {
  name: "retry-timing",
  seeds: [
    "12\n60\nSat, 31 Jan 2026 12:00:00 GMT",
    "Sat, 31 Jan 2026 12:00:09 GMT\n\n",
    "Saturday, 31-Jan-26 12:00:09 GMT\n-1\nSat Jan 31 12:00:00 2026",
    "\n1769860860\n",
    "99999999999999999999\n1e9\n",
  ],
  check(input) {
    const [retryAfter = "", reset = "", date = ""] = Buffer.from(input).toString("latin1").split("\n");
    const headers = attempt(
      () => new Headers({ "retry-after": retryAfter, "x-ratelimit-reset": reset, date }),
    );
    // What the platform rejects never comes in a response.
    if (!("value" in headers)) return;
    for (const status of [429, 503]) {
      const wait = retryAfterMs(new Response(null, { status, headers: headers.value }), now);
      must(wait === undefined || wait >= 0, `a wait of ${wait} ms`);
      if (/^[ \t]*\d{1,15}[ \t]*$/.test(retryAfter))
        must(wait === Math.min(Number(retryAfter) * 1_000, 9e15), `${retryAfter} s are ${wait} ms`);
    }
    const time = parseHttpDate(date.trim());
    must(time === undefined || Number.isSafeInteger(time), `the date ${date} is ${time}`);
  },
};
