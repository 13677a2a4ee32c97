import fc from "fast-check";
import { expect, test } from "vitest";
import { formOf, placesIn, shapeOf } from "./shape.ts";

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

test("what a caller handed over is not looked into: its names may be personal, too", () => {
  expect([...placesIn({ data: { "someone@example.com": 1 } })]).toEqual([{ path: "/data", form: "object" }]);
});

test("places are counted by the values that show them, items of an array together", () => {
  const shape = shapeOf([{ a: [1, "x"] }, { a: null }, {}]);
  expect(shape.get("/a")).toMatchObject({
    count: 2,
    forms: new Map([
      ["array", 1],
      ["null", 1],
    ]),
  });
  expect(shape.get("/a/*")).toMatchObject({
    count: 1,
    forms: new Map([
      ["integer", 1],
      ["text", 1],
    ]),
  });
});

test("no text of a value is in its shape, but that of kinds", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("a", "b", "hash"), fc.string({ minLength: 1 })), (value) => {
      const marked = Object.fromEntries(Object.entries(value).map(([name, text]) => [name, `§${text}`]));
      expect(JSON.stringify([...placesIn(marked)])).not.toContain("§");
    }),
  );
});
