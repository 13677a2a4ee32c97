import { expect, test } from "vitest";
import { describeValue } from "./value-shape.ts";

test.each([
  [null, "null"],
  [true, "boolean"],
  ["", "empty text"],
  ["3F0C2A52-6c1e-5f0e-9a55-0d6a1f7b2c11", "uuid v5"],
  ["0123456789abcdef0123456789ABCDEF", "hexadecimal digits"],
  ["someone@example.com", "e-mail address"],
  ["2026-01-01T00:00:00Z", "date-time"],
  ["028", "digits"],
  ["DEMO", "text"],
  [156, "integer"],
  [1_614_089_582_000, "integer, milliseconds by its size"],
  [1_614_089_582, "integer"],
  [1.5, "fraction"],
  [[1], "array"],
  [{ a: 1 }, "object"],
])("%j is described as %s", (value, shape) => {
  expect(describeValue(value)).toBe(shape);
});

test("describeValue shows a kind, but no other text and no long one", () => {
  expect(describeValue("user defined policy", "type")).toBe('"user defined policy"');
  expect(describeValue("x".repeat(200), "type")).toBe("a long text");
  expect(describeValue("secret", "name")).toBe("text");
});
