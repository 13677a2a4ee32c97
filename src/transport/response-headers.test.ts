import { date, property, assert as verify } from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHttpDate, rateLimit, requestId, retryAfterMs } from "./response-headers.ts";

const now = Date.UTC(2026, 0, 1);
const read = (headers: Record<string, string>) => rateLimit(new Response(null, { headers }), now);
const inOneMinute = "Thu, 01 Jan 2026 00:01:00 GMT";
const wait = (headers: Record<string, string>, status = 503) =>
  retryAfterMs(new Response(null, { status, headers }), now);

describe("rateLimit", () => {
  it("is undefined without such headers", () => {
    expect(read({ "content-type": "application/json" })).toBeUndefined();
  });

  it("reads the given headers and leaves the rest undefined", () => {
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

  it.each([
    ["a fraction of a second to go", "1.75", now + 1_750],
    ["a fraction of a millisecond, rounded up", "0.0001", now + 1],
    ["epoch seconds with a fraction", "1767225690.5", now + 90_500],
    ["two values, the later one", "1, 2.5", now + 2_500],
  ])("reads a reset in %s: %s", (_form, value, instant) => {
    expect(read({ "X-RateLimit-Reset": value })?.resetAt?.getTime()).toBe(instant);
  });

  it("reads the strictest of values that were sent twice", () => {
    const twice = { "X-RateLimit-Limit": "100, 50", "X-RateLimit-Remaining": "7, 0" };
    expect(read(twice)).toMatchObject({ limit: 50, remaining: 0 });
  });

  it.each(["", "soon", "-1", "1.", ".5", "1e3", "9999999999999999"])("ignores %j", (value) => {
    expect(read({ "X-RateLimit-Limit": value, "X-RateLimit-Reset": value })).toBeUndefined();
  });
});

describe("requestId", () => {
  const of = (id: string) => requestId(new Response(null, { headers: { "X-Request-Id": id } }), ["the-key"]);

  it("is the header, or undefined", () => {
    expect(of("abc")).toBe("abc");
    // A trace id looks like the digest of an address.
    expect(of("4bf92f3577b34da6a3ce929d0e0e4736")).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
    expect(requestId(new Response(null), ["the-key"])).toBeUndefined();
  });

  it("shows neither a key nor an address that a server puts there", () => {
    expect(of("for the-key")).toBe("for [redacted]");
    expect(of("mary@example.com")).toBeUndefined();
  });
});

describe("retryAfterMs", () => {
  it("is undefined if the server asks for nothing", () => {
    expect(wait({})).toBeUndefined();
  });

  it.each([
    ["seconds", "0", 0],
    ["seconds", "12", 12_000],
    ["a date", inOneMinute, 60_000],
    ["a date of RFC 850", "Thursday, 01-Jan-26 00:01:00 GMT", 60_000],
    ["a date of asctime", "Thu Jan  1 00:01:00 2026", 60_000],
    ["seconds with a fraction", "1.5", 1_500],
    ["seconds with a fraction of none", "2.0", 2_000],
    ["less than a millisecond", "0.0001", 1],
    ["seconds of 300 digits", "9".repeat(300), 9e15],
    ["seconds of 400 digits, which is infinite", "9".repeat(400), 9e15],
    ["seconds, twice", "2, 2", 2_000],
    ["seconds, twice, the longer", "10, 2.5", 10_000],
    ["seconds, then words", "3, soon", 3_000],
    ["a date, twice, the later", `Thu, 01 Jan 2026 00:00:30 GMT, ${inOneMinute}`, 60_000],
    ["a date gone by and seconds", "Sun, 06 Nov 1994 08:49:37 GMT, 4", 4_000],
    ["a date gone by", "Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ])("reads Retry-After in %s: %s", (_form, value, ms) => {
    expect(wait({ "Retry-After": value })).toBe(ms);
  });

  it.each(["", "soon", "-1", "1.", "1e3", "2026-01-01T00:01:00Z", "Thu, 32 Jan 2026 00:01:00 GMT"])(
    "ignores Retry-After: %j",
    (value) => {
      expect(wait({ "Retry-After": value })).toBeUndefined();
    },
  );

  it("compares a date with the server's own clock", () => {
    const headers = { "Retry-After": inOneMinute, Date: "Thu, 01 Jan 2026 00:00:50 GMT" };
    expect(wait(headers)).toBe(10_000);
  });

  it("falls back to X-RateLimit-Reset on a 429", () => {
    expect(wait({ "X-RateLimit-Reset": "7" }, 429)).toBe(7_000);
    expect(wait({ "X-RateLimit-Reset": String(now / 1000 + 7) }, 429)).toBe(7_000);
    expect(wait({ "X-RateLimit-Reset": "7", Date: inOneMinute }, 429)).toBe(7_000);
    expect(wait({ "X-RateLimit-Reset": String(now - 1) }, 429)).toBe(0);
    expect(wait({ "X-RateLimit-Reset": "7", "Retry-After": "3" }, 429)).toBe(3_000);
  });

  it("asks for no wait if a limit has no reset", () => {
    expect(wait({ "X-RateLimit-Limit": "7" }, 429)).toBeUndefined();
  });

  it("ignores X-RateLimit-Reset on another status", () => {
    expect(wait({ "X-RateLimit-Reset": "7" }, 503)).toBeUndefined();
    expect(wait({ "X-RateLimit-Reset": "7", "X-RateLimit-Remaining": "1" }, 503)).toBeUndefined();
  });

  it("reads X-RateLimit-Reset on any status if no request remains", () => {
    expect(wait({ "X-RateLimit-Reset": "7", "X-RateLimit-Remaining": "0" }, 503)).toBe(7_000);
  });
});

describe("parseHttpDate", () => {
  it("reads back every second in today's form", () => {
    verify(
      property(date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }), (instant) => {
        instant.setUTCMilliseconds(0);
        expect(parseHttpDate(instant.toUTCString())).toBe(instant.getTime());
      }),
    );
  });

  it("reads both old forms of every second of this century", () => {
    const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const century = { min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true };
    verify(
      property(date(century), (instant) => {
        instant.setUTCMilliseconds(0);
        const [weekday = "", day = "", month, year = "", time] = instant.toUTCString().split(/,? /);
        const rfc850 = `${days[instant.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
        const asctime = `${weekday} ${month} ${day.replace(/^0/, " ")} ${time} ${year}`;
        expect([parseHttpDate(rfc850), parseHttpDate(asctime)]).toEqual([
          instant.getTime(),
          instant.getTime(),
        ]);
      }),
    );
  });

  it.each([
    null,
    "",
    "Invalid Date",
    "0",
    "2026",
    "Thu, 01 Jan 2026",
    "Thu, 1 Jan 2026 00:01:00 GMT",
    "thu, 01 jan 2026 00:01:00 gmt",
    "Thu, 01 Jan 2026 00:01:00 UTC",
    "Thu, 01 Jan 2026 00:01:00 +0100",
    "Fri, 01 Jan 2026 00:01:00 GMT",
    "Sun, 01 Feb 2026 24:00:00 GMT",
    "Tue, 31 Feb 2026 00:00:00 GMT",
    "Thu, 01-Jan-26 00:01:00 GMT",
    "Thu Jan  1 00:01:00 2026 GMT",
  ])("rejects %j", (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});
