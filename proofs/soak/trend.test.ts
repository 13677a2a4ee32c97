import { expect, test } from "vitest";
import { trendOf } from "./trend.ts";

const wave = Array.from({ length: 101 }, (_, at) => 50 + (at % 5));

test("samples that go up and down have no growth beyond their noise", () => {
  const { median, growth, noise } = trendOf(wave);
  expect(median).toBe(52);
  expect(noise).toBeCloseTo(4, 0);
  expect(Math.abs(growth)).toBeLessThan(noise);
});

test("samples that rise by more than they scatter have", () => {
  const { growth, noise } = trendOf(wave.map((value, at) => value + at / 10));
  expect(growth).toBeCloseTo(10, 0);
  expect(growth).toBeGreaterThan(noise);
});
