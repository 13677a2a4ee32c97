import { expect, test } from "vitest";
import { backoffMs, maxWaitMs } from "./backoff.ts";

const now = Date.UTC(2026, 1, 1);

test.each([
  ["seconds", [["retry-after", "7"]], 7_000],
  ["no time at all, for as long as it takes to be polite", [["retry-after", "0"]], 50],
  ["a date", [["retry-after", "Sun, 01 Feb 2026 00:00:09 GMT"]], 9_000],
  ["seconds with a fraction", [["retry-after", "1.5"]], 1_500],
  ["two values, for the longer", [["retry-after", "2, 3"]], 3_000],
  [
    "two headers, for the longer",
    [
      ["retry-after", "3"],
      ["retry-after", "2"],
    ],
    3_000,
  ],
  [
    "two dates, for the later",
    [["retry-after", "Sun, 01 Feb 2026 00:00:04 GMT, Sun, 01 Feb 2026 00:00:09 GMT"]],
    9_000,
  ],
  ["a fraction of a second until the reset", [["x-ratelimit-reset", "1.75"]], 1_750],
  ["the later of two resets", [["x-ratelimit-reset", "1, 2"]], 2_000],
  ["a date that is past", [["retry-after", "Sat, 31 Jan 2026 00:00:00 GMT"]], 50],
  ["words, for as long as it likes itself", [["retry-after", "soon"]], 1_000],
  ["less than no time, for as long as it likes itself", [["retry-after", "-4"]], 1_000],
  ["nothing, for as long as it likes itself", [], 1_000],
  ["seconds until the reset", [["x-ratelimit-reset", "30"]], 30_000],
  ["the instant of the reset in seconds", [["x-ratelimit-reset", String(now / 1000 + 20)]], 20_000],
  ["the instant of the reset in milliseconds", [["x-ratelimit-reset", String(now + 15_000)]], 15_000],
  ["a reset that is past, for as long as it likes itself", [["x-ratelimit-reset", String(now - 1)]], 1_000],
  ["a late reset, for as long as it likes itself", [["x-ratelimit-reset", "3600"]], 1_000],
] as const)("the suite waits for a server that asks for %s", (_title, headers, expected) => {
  expect(backoffMs(headers, 1, now)).toBe(expected);
});

test("the suite does not wait an hour", () => {
  expect(backoffMs([["retry-after", "3600"]], 1, now)).toBeUndefined();
  expect(backoffMs([["retry-after", String(maxWaitMs / 1000)]], 1, now)).toBe(maxWaitMs);
});

test("the back-off doubles up to twenty seconds", () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => backoffMs([], attempt, now))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 20_000,
  ]);
});
