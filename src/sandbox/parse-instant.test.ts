import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInstant } from "./parse-instant.ts";

const noon = Date.UTC(2019, 7, 24, 14, 15, 22);

describe("parseInstant", () => {
  test.each([
    ["2019-08-24T14:15:22Z", noon],
    ["2019-08-24t14:15:22z", noon],
    ["2019-08-24T14:15:22+00:00", noon],
    ["2019-08-24T16:15:22+02:00", noon],
    ["2019-08-24T16:15:22+0200", noon],
    ["2019-08-24T08:45:22-05:30", noon],
    ["2019-08-24T14:15:22.5Z", noon + 500],
    ["2019-08-24T14:15:22.123000Z", noon + 123],
    ["2019-08-24T14:15Z", noon - 22_000],
    ["2020-02-29T00:00:00Z", Date.UTC(2020, 1, 29)],
    [String(noon), noon],
    ["0", 0],
    ["-1", -1],
  ])("reads %s", (text, expected) => {
    expect(parseInstant(text, "refuse")).toBe(expected);
  });

  test.each([
    "",
    " ",
    "yesterday",
    "2019-02-30T00:00:00Z",
    "2019-13-01T00:00:00Z",
    "2019-08-24T24:00:00Z",
    "2019-08-24T14:60:00Z",
    "2019-08-24T14:15:60Z",
    "2019-08-24T14:15:22+24:00",
    "2019-08-24T14:15:22 02:00",
    "2019-08-24 14:15:22Z",
    "2019-08-24T14:15:22.Z",
    "1566656122000.5",
    "1e12",
    "0x10",
    "NaN",
    "12345678901234567",
  ])("takes %j for no date", (text) => {
    expect(parseInstant(text, "utc")).toBeUndefined();
  });

  test("rounds a fraction finer than a millisecond up, so that whole timestamps compare as with the exact value", () => {
    expect(parseInstant("2019-08-24T14:15:22.0005Z", "utc")).toBe(noon + 1);
    expect(parseInstant("2019-08-24T14:15:22.0000000Z", "utc")).toBe(noon);
    expect(parseInstant("2019-08-24T14:15:22.999999Z", "utc")).toBe(noon + 1000);
  });

  test("reads a date without a zone as UTC, or rejects it", () => {
    expect(parseInstant("2019-08-24T14:15:22", "utc")).toBe(noon);
    expect(parseInstant("2019-08-24", "utc")).toBe(Date.UTC(2019, 7, 24));
    expect(parseInstant("2019-08-24T14:15:22", "refuse")).toBeUndefined();
    expect(parseInstant("2019-08-24", "refuse")).toBeUndefined();
  });

  test("gives back what toISOString wrote", () => {
    const times = fc.date({ min: new Date(0), max: new Date(Date.UTC(9999, 0)), noInvalidDate: true });
    fc.assert(
      fc.property(times, (time) => {
        expect(parseInstant(time.toISOString(), "refuse")).toBe(time.getTime());
      }),
    );
  });
});
