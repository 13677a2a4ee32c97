import { describe, expect, it } from "vitest";
import { Np6ConfigError, Np6ConnectionError } from "../errors.ts";
import type { RetryOptions } from "./options.ts";
import { retryPolicy } from "./retry-policy.ts";
import { manualPlatform } from "./testing/manual-platform.ts";

const policy = (options?: false | RetryOptions, dice = 0.5) => retryPolicy(options, manualPlatform(0, dice));
const status = (code: number, headers: Record<string, string> = {}) =>
  new Response(null, { status: code, headers });
const broken = new Np6ConnectionError("no response");

describe("retryPolicy", () => {
  it.each([408, 425, 429, 500, 502, 503, 504])("retries status %i", (code) => {
    expect(policy()(status(code), 1)).toBeGreaterThan(0);
  });

  it.each([200, 204, 304, 400, 401, 403, 404, 409, 410, 413, 422, 501, 505, 599])(
    "does not retry status %i",
    (code) => {
      expect(policy()(status(code), 1)).toBeUndefined();
    },
  );

  it("retries a failed connection twice", () => {
    expect([1, 2, 3].map((attempt) => policy()(broken, attempt) === undefined)).toEqual([false, false, true]);
  });

  it("doubles the range of the back-off up to 8 seconds and takes a random part of it", () => {
    const attempts = [1, 2, 3, 6, 7, 50];
    const most = policy({ limit: 99 }, 1);
    expect(attempts.map((attempt) => most(broken, attempt))).toEqual([200, 400, 800, 6400, 8000, 8000]);
    const half = policy({ limit: 99 }, 0.5);
    expect(attempts.map((attempt) => half(broken, attempt))).toEqual([100, 200, 400, 3200, 4000, 4000]);
    expect(policy({}, 0)(broken, 1)).toBe(0);
  });

  it("backs off longer after a 429", () => {
    expect(policy({}, 1)(status(429), 1)).toBe(1000);
    expect(policy({}, 1)(status(503), 1)).toBe(200);
    expect(policy({ throttledBaseMs: 10, baseMs: 30 }, 1)(status(429), 1)).toBe(10);
    expect(policy({ throttledBaseMs: 10, baseMs: 30 }, 1)(status(503), 1)).toBe(30);
  });

  it("waits as long as the server asks, up to the cap, and gives up beyond it", () => {
    expect(policy()(status(503, { "retry-after": "60" }), 1)).toBe(60_000);
    expect(policy()(status(503, { "retry-after": "61" }), 1)).toBeUndefined();
    expect(policy({ maxRetryAfterMs: 5_000 })(status(429, { "x-ratelimit-reset": "6" }), 1)).toBeUndefined();
    expect(policy()(status(404, { "retry-after": "1" }), 1)).toBeUndefined();
  });

  it("never retries if retrying is off", () => {
    expect(policy(false)(broken, 1)).toBeUndefined();
    expect(policy({ limit: 0 })(broken, 1)).toBeUndefined();
  });

  it.each<RetryOptions>([
    { limit: -1 },
    { limit: Number.NaN },
    { baseMs: Number.POSITIVE_INFINITY },
    { throttledBaseMs: -1 },
    { maxRetryAfterMs: 2 ** 31 },
    { limit: "2" as unknown as number },
  ])("rejects %j", (options) => {
    const [name] = Object.keys(options);
    expect(() => policy(options)).toThrow(Np6ConfigError);
    expect(() => policy(options)).toThrow(`retry.${name}`);
  });
});
