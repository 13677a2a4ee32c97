import fc from "fast-check";
import { expect, test } from "vitest";
import { eventShape, shapePlaces } from "./event-answers.ts";

test("`data` of a caller is not read, because its names may be personal, too", () => {
  expect([...shapePlaces({ data: { "someone@example.com": 1 } })]).toEqual([
    { path: "/data", form: "object" },
  ]);
});

test("a place counts its values, and items of an array count together", () => {
  const shape = eventShape([{ a: [1, "x"] }, { a: null }, {}]);
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

test("a shape contains no text of a value, except kinds", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("a", "b", "hash"), fc.string({ minLength: 1 })), (value) => {
      const marked = Object.fromEntries(Object.entries(value).map(([name, text]) => [name, `§${text}`]));
      expect(JSON.stringify([...shapePlaces(marked)])).not.toContain("§");
    }),
  );
});
