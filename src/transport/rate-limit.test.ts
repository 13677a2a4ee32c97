import { describe, expect, it } from "vitest";
import { rateLimit } from "./rate-limit.ts";
import { requestId } from "./request-id.ts";

const now = Date.UTC(2026, 0, 1);
const read = (headers: Record<string, string>) => rateLimit(new Response(null, { headers }), now);

describe("rateLimit", () => {
  it("is undefined without such headers", () => {
    expect(read({ "content-type": "application/json" })).toBeUndefined();
  });

  it("reads what is there and leaves the rest undefined", () => {
    expect(read({ "X-RateLimit-Remaining": "0" })).toEqual({
      limit: undefined,
      remaining: 0,
      resetAt: undefined,
    });
    expect(read({ "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99" })).toMatchObject({
      limit: 100,
      remaining: 99,
    });
  });

  it.each([
    ["seconds to go", "0", now],
    ["seconds to go", "90", now + 90_000],
    ["the longest seconds to go", "999999999", now + 999_999_999_000],
    ["epoch seconds", "1000000000", 1e12],
    ["epoch seconds", "1767225690", now + 90_000],
    ["epoch milliseconds", "100000000000", 1e11],
    ["epoch milliseconds", "1767225690123", now + 90_123],
  ])("reads a reset in %s: %s", (_unit, value, instant) => {
    expect(read({ "X-RateLimit-Reset": value })?.resetAt?.getTime()).toBe(instant);
  });

  it.each(["", "soon", "-1", "1.5", "1e3", "10, 20", "9999999999999999"])("ignores %j", (value) => {
    expect(read({ "X-RateLimit-Limit": value, "X-RateLimit-Reset": value })).toBeUndefined();
  });
});

describe("requestId", () => {
  it("is the header, or undefined", () => {
    expect(requestId(new Response(null, { headers: { "X-Request-Id": "abc" } }))).toBe("abc");
    expect(requestId(new Response(null))).toBeUndefined();
  });
});
