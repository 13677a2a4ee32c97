import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { type Instant, toWireInstant } from "./instants.ts";

const wireOf = (value: Instant): string => toWireInstant(value, "start").wire;
const rejection = (value: unknown): string => {
  try {
    toWireInstant(value as Instant, "start");
  } catch (error) {
    expect(error).toBeInstanceOf(Np6ConfigError);
    return (error as Error).message;
  }
  return "accepted";
};

describe("an instant", () => {
  const epochMs = Date.UTC(2026, 1, 1, 10, 0, 0, 250);

  it.each<[what: string, value: Instant]>([
    ["a Date", new Date(epochMs)],
    ["a Date of another realm", runInNewContext(`new Date(${epochMs})`)],
    ["an ISO string in lower case, as RFC 3339 allows", "2026-02-01t10:00:00.250z"],
    ["a Temporal.Instant or its like", { epochMilliseconds: epochMs }],
    ["epoch milliseconds", epochMs],
    ["an ISO string in UTC", "2026-02-01T10:00:00.250Z"],
    ["an ISO string with an offset", "2026-02-01T11:00:00.250+01:00"],
    ["an ISO string with a negative offset", "2026-01-31T23:30:00.25-10:30"],
    ["an ISO string with a short offset and a comma", "2026-02-01T11:00:00,250+01"],
    ["an ISO string with microseconds, as Python writes it", "2026-02-01T10:00:00.250000+00:00"],
  ])("may be %s, and is sent in UTC with its milliseconds", (_, value) => {
    expect(toWireInstant(value, "start")).toEqual({ wire: "2026-02-01T10:00:00.250Z", epochMs });
  });

  it("may leave out the seconds in a string", () => {
    expect(wireOf("2026-02-01T10:00+0100")).toBe("2026-02-01T09:00:00.000Z");
  });

  it("may be before 1973 if it cannot be a number of seconds", () => {
    expect(wireOf(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
    expect(wireOf("0001-01-01T00:00:00Z")).toBe("0001-01-01T00:00:00.000Z");
  });

  it("is rounded up to the next millisecond, which chooses the same events", () => {
    expect(wireOf("2026-02-01T10:00:00.0000001Z")).toBe("2026-02-01T10:00:00.001Z");
    expect(wireOf("2026-02-01T10:00:00.999999+00:00")).toBe("2026-02-01T10:00:01.000Z");
    expect(wireOf(epochMs + 0.5)).toBe("2026-02-01T10:00:00.251Z");
  });

  it("is the same whichever way it is given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e11, max: 253_402_300_799_999 }), (ms) => {
        const iso = new Date(ms).toISOString();
        const expected = { wire: iso, epochMs: ms };
        expect([ms, new Date(ms), iso].map((value) => toWireInstant(value, "end"))).toEqual([
          expected,
          expected,
          expected,
        ]);
      }),
    );
  });
});

describe("an instant is rejected", () => {
  it("as a number of seconds, with the milliseconds it should be", () => {
    expect(rejection(1_614_089_582)).toBe(
      "start: 1614089582 looks like epoch seconds; epoch milliseconds are expected (1614089582000). " +
        "Pass a time before March 1973 as a Date.",
    );
    expect(rejection(99_999_999_999)).toContain("looks like epoch seconds");
    expect(rejection(-1)).toContain("looks like epoch seconds");
    expect(rejection(100_000_000_000)).toBe("accepted");
  });

  it.each([
    "2026-02-01",
    "2026-02-01T10:00:00",
    "2026-02-01Z",
    "2026-02-01 10:00:00Z",
    "2026-02-01T10:00:00+1:00",
    "2026-02-01T10:00:00+01:",
    "2026-02-01T10:00:00+24:00",
    "2026-02-01T10:00:00+01:60",
    "2026-02-01T10:00:00.Z",
    "+002026-02-01T10:00:00Z",
    "Sun, 01 Feb 2026 10:00:00 GMT",
    "1614089582000",
    "yesterday",
    "",
    "2026-02-01T10:00:00Z\n",
  ])("as the string %j, which is not a date and time with a zone", (value) => {
    expect(rejection(value)).toBe(
      `start: ${JSON.stringify(value)} is not an ISO 8601 date and time with a zone, ` +
        "such as 2026-02-01T10:00:00Z or 2026-02-01T11:00:00+01:00.",
    );
  });

  it.each([
    "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00+02:00",
    "2026-00-01T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T10:60:00Z",
    "2016-12-31T23:59:60Z",
  ])("as %s, which does not exist", (value) => {
    expect(rejection(value)).toMatch(/^start: ".*" is a day or a time of day that does not exist/);
  });

  it.each([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["Invalid Date", new Date("nonsense")],
    ["null", null],
    ["undefined", undefined],
    ["true", true],
    ["1614089582000", 1_614_089_582_000n],
    ["[object Object]", {}],
    ["[object Object]", { epochMilliseconds: "1614089582000" }],
  ])("as %s, which is not a point in time", (shown, value) => {
    expect(rejection(value)).toContain(`start: ${shown} is not a point in time; expected a Date`);
  });

  it.each([
    ["a number", 253_402_300_800_000],
    ["a Date", new Date(-62_167_219_200_001)],
    ["a string, once in UTC", "9999-12-31T23:59:59-00:01"],
    ["a string with a fraction", "9999-12-31T23:59:59.9999Z"],
  ])("outside the years 0000 to 9999 as %s", (_, value) => {
    expect(rejection(value)).toMatch(/is not in the years 0000 to 9999\.$/);
  });

  it("without repeating a long value in full", () => {
    expect(rejection("x".repeat(1000)).length).toBeLessThan(250);
  });
});
