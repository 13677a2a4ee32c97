import { expect, test } from "vitest";
import { formOf } from "./value-form.ts";

test.each([
  [null, "null"],
  [true, "boolean"],
  ["", "empty text"],
  ["3F0C2A52-6c1e-5f0e-9a55-0d6a1f7b2c11", "uuid"],
  ["0123456789abcdef0123456789ABCDEF", "32 hexadecimal digits"],
  ["someone@example.com", "e-mail address"],
  ["2026-01-01T00:00:00Z", "date and time"],
  ["028", "digits"],
  ["DEMO", "text"],
  [156, "integer"],
  [1_614_089_582_000, "integer, milliseconds by its size"],
  [1_614_089_582, "integer"],
  [1.5, "number"],
  [[1], "array"],
  [{ a: 1 }, "object"],
])("%j is told as %s", (value, form) => {
  expect(formOf(value)).toBe(form);
});

test("only a kind is told by what it says, and not where it is a whole text", () => {
  expect(formOf("user defined policy", "type")).toBe('"user defined policy"');
  expect(formOf("x".repeat(200), "type")).toBe("a long text");
  expect(formOf("secret", "name")).toBe("text");
});
