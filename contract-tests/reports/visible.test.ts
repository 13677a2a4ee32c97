import { expect, test } from "vitest";
import { visible } from "./visible.ts";

test("a text of letters in any script stays as it is", () => {
  expect(visible("événement № 5, 通知 🙂")).toBe("événement № 5, 通知 🙂");
});

test.for([
  ["moves the cursor", "\u001b[2J", "\\u{1b}[2J"],
  ["ends the line", "a\nb\u2028c", "a\\u{a}b\\u{2028}c"],
  ["turns the direction of reading", "\u202eabc", "\\u{202e}abc"],
  ["cannot be seen", "a\u200bb\u{e0041}", "a\\u{200b}b\\u{e0041}"],
  ["is half a character", "\ud800", "\\u{d800}"],
])("what %s is shown by its number", ([, text, shown]) => {
  expect(visible(text ?? "")).toBe(shown);
});

test("a text longer than anybody reads is cut, and says so", () => {
  expect(visible("x".repeat(5_000))).toBe(`${"x".repeat(400)}… (5000 characters)`);
});
