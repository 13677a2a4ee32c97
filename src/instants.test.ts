import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Np6ConfigError } from "./errors/index.ts";
import { type Instant, toWireInstant } from "./instants.ts";

const wire = (value: Instant) => toWireInstant(value, "start").wire;

describe("an instant", () => {
  test.each<[string, Instant, string]>([
    ["a Date", new Date(1_614_089_582_123), "2021-02-23T14:13:02.123Z"],
    ["epoch milliseconds", 1_614_089_582_123, "2021-02-23T14:13:02.123Z"],
    ["something like Temporal.Instant", { epochMilliseconds: 1_614_089_582_123 }, "2021-02-23T14:13:02.123Z"],
    ["a UTC string", "2021-02-23T14:13:02Z", "2021-02-23T14:13:02.000Z"],
    ["a string without seconds", "2021-02-23T14:13Z", "2021-02-23T14:13:00.000Z"],
    ["an offset east", "2021-02-23T16:13:02.5+02:00", "2021-02-23T14:13:02.500Z"],
    ["an offset west, across midnight", "2021-02-23T23:30:00-03:30", "2021-02-24T03:00:00.000Z"],
    ["an offset without colon", "2021-02-23T16:13:02+0200", "2021-02-23T14:13:02.000Z"],
    ["microseconds that are none", "2021-02-23T14:13:02.123000Z", "2021-02-23T14:13:02.123Z"],
    ["a leap day", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["a Date before 1973", new Date(0), "1970-01-01T00:00:00.000Z"],
  ])("may be %s", (_name, value, expected) => {
    expect(wire(value)).toBe(expected);
  });

  test.each<[string, unknown, RegExp]>([
    ["epoch seconds", 1_614_089_582, /1614089582 looks like epoch seconds.*1614089582000/],
    ["NaN", Number.NaN, /not a point in time/],
    ["Infinity", Number.POSITIVE_INFINITY, /not a point in time/],
    ["half a millisecond", 1_614_089_582_000.5, /not a point in time/],
    ["an invalid Date", new Date(Number.NaN), /not a point in time/],
    ["an object", {}, /not a point in time/],
    ["null", null, /not a point in time/],
    ["a string without zone", "2021-02-23T14:13:02", /no zone/],
    ["a date alone", "2021-02-23", /not an ISO 8601/],
    ["prose", "yesterday", /not an ISO 8601/],
    ["February 30", "2021-02-30T00:00:00Z", /no such date/],
    ["hour 24", "2021-02-23T24:00:00Z", /no such date/],
    ["a leap second", "2016-12-31T23:59:60Z", /no such date/],
    ["an impossible offset", "2021-02-23T14:13:02+25:00", /no such date/],
    ["microseconds", "2021-02-23T14:13:02.123456Z", /finer than a millisecond/],
    ["the year 10000", new Date(8_640_000_000_000_000), /year/],
    ["the year -1", new Date(-62_198_755_200_000), /year/],
  ])("may not be %s", (_name, value, message) => {
    expect(() => wire(value as Instant)).toThrow(Np6ConfigError);
    expect(() => wire(value as Instant)).toThrow(message);
  });

  test("is the same in every form", () => {
    const anyMs = fc.integer({ min: 1e11, max: Date.UTC(9999, 0) });
    fc.assert(
      fc.property(anyMs, (ms) => {
        const date = new Date(ms);
        const shifted = new Date(ms + 90 * 60_000).toISOString().replace("Z", "+01:30");
        const forms = [date, ms, { epochMilliseconds: ms }, date.toISOString(), shifted];
        expect(new Set(forms.map(wire))).toEqual(new Set([date.toISOString()]));
      }),
    );
  });
});
