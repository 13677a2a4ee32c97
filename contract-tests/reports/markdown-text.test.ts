import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownText } from "./markdown-text.ts";

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

test("what is shown is what was said", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      const read = markdownText(text).replace(/&#(\d+);/g, (_all, code) =>
        String.fromCodePoint(Number(code)),
      );
      expect(read).toBe(text);
    }),
  );
});
