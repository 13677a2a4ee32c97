import { expect, test } from "vitest";
import { createRateLimiter } from "./rate-limiter.ts";

test("counts down within a period, refuses beyond the limit, and starts again after it", () => {
  let time = 5_000;
  const next = createRateLimiter({ limit: 2, periodMs: 10_000 }, () => time);
  const headers = (remaining: string, reset: string): object => ({
    "X-RateLimit-Limit": "2",
    "X-RateLimit-Remaining": remaining,
    "X-RateLimit-Reset": reset,
  });
  expect(next()).toEqual({ allowed: true, headers: headers("1", "10") });
  time = 12_400;
  expect(next()).toEqual({ allowed: true, headers: headers("0", "3") });
  time = 14_999;
  expect(next()).toEqual({ allowed: false, headers: { ...headers("0", "1"), "Retry-After": "1" } });
  time = 15_000;
  expect(next()).toEqual({ allowed: true, headers: headers("1", "10") });
});

test("tells its reset as an instant where there is a time of day", () => {
  const next = createRateLimiter(
    { limit: 2, periodMs: 10_000 },
    () => 5_000,
    () => 1_700_000_000_400,
  );
  expect(next().headers["X-RateLimit-Reset"]).toBe("1700000011");
});
