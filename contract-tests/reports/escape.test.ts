import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownText, visible } from "./escape.ts";

test("letters of any script stay unchanged", () => {
  expect(visible("événement № 5, 通知 🙂")).toBe("événement № 5, 通知 🙂");
});

test.for([
  ["moves the cursor", "\u001b[2J", "\\u{1b}[2J"],
  ["ends the line", "a\nb\u2028c", "a\\u{a}b\\u{2028}c"],
  ["turns the direction of reading", "\u202eabc", "\\u{202e}abc"],
  ["cannot be seen", "a\u200bb\u{e0041}", "a\\u{200b}b\\u{e0041}"],
  ["is half a character", "\ud800", "\\u{d800}"],
])("a character that %s is shown by its number", ([, text, shown]) => {
  expect(visible(text ?? "")).toBe(shown);
});

test("a very long text is cut, and says so", () => {
  expect(visible("x".repeat(5_000))).toBe(`${"x".repeat(400)}… (5000 characters)`);
});

test("a sentence stays readable in the file itself", () => {
  const sentence = `That start keeps it: holds (activations, executions); 200, "user defined policy" - 7 of 7.`;
  expect(markdownText(sentence)).toBe(sentence);
});

test.each([
  ["a link", "[a](b)"],
  ["an image", "![a](b)"],
  ["an element", "<img src=x>"],
  ["a link by itself", "see https://example.com"],
  ["another link by itself", "see www.example.com"],
  ["the mention of a user", "ask @someone"],
  ["an issue", "#12"],
  ["code", "`a`"],
  ["emphasis", "*a* _b_ ~~c~~"],
  ["a cell", "a | b"],
  ["a reference to a character", "&lt;"],
  ["an escape", "\\*"],
])("%s is text", (_what, text) => {
  const bare = markdownText(text).replace(/&#\d+;/g, "");
  expect(bare).not.toMatch(/[[\]<>`*_~|@\\#&!]|:\/\/|www\./);
});

test("an escaped text reads as the original", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      const read = markdownText(text).replace(/&#(\d+);/g, (_all, code) =>
        String.fromCodePoint(Number(code)),
      );
      expect(read).toBe(text);
    }),
  );
});
