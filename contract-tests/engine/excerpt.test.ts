import { describe, expect, test } from "vitest";
import { exchangeOf, resultOf, settings } from "../testing/fake-context.ts";
import { excerptOf } from "./excerpt.ts";

const key = settings.apiKey;

function excerpt(body: unknown, eventIndex?: number, status = 200) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const result = resultOf({ ...exchangeOf(), status, body: new TextEncoder().encode(text) });
  return excerptOf({ result, eventIndex }, key);
}

describe("an excerpt of a list", () => {
  const events = Array.from({ length: 6 }, (_, n) => ({ id: `event-${n}`, timestamp: n }));

  test("has the event, its neighbours in short, and the number of the others", () => {
    expect(excerpt(events, 2)).toEqual({
      before: '… 1 more\n{"id":"event-1","timestamp":1}',
      marked: '{\n  "id":"event-2",\n  "timestamp":2\n}',
      after: '{"id":"event-3","timestamp":3}\n… 2 more',
    });
    expect(excerpt(events, 0)).toMatchObject({
      before: "",
      after: expect.stringMatching(/event-1.*\n… 4 more$/),
    });
    expect(excerpt(events, 5)).toMatchObject({
      before: expect.stringMatching(/^… 4 more\n.*event-4/),
      after: "",
    });
  });

  test("does not exist if no event is at fault, or the list has no event with that index", () => {
    expect(excerpt(events)).toBeUndefined();
    expect(excerpt(events, 6)).toBeUndefined();
  });

  test("leaves out personal data by name, whatever the value, and by form", () => {
    const event = {
      identity: { unicity: "A-4711", Hash: 4711, kind: "card" },
      data: { order: ["secret-order", { deep: "secret-deep" }] },
      mail: "someone@example.com",
      text: `sent with ${key}`,
      [`${key}`]: 1,
      "other@example.com": "0123456789abcdef0123456789abcdef",
    };
    const { before, marked, after } = excerpt([event, event, event], 1) ?? {};
    expect(marked).toContain('"unicity":"[unicity]"');
    expect(marked).toContain('"kind":"card"');
    for (const text of [before, marked, after]) {
      expect(text).toMatch(/\[unicity\]/);
      expect(text).not.toMatch(/4711|secret|example|cdef/);
      expect(text).not.toContain(key);
    }
  });

  test("is short, whatever the event holds", () => {
    const big = {
      long: "x".repeat(100_000),
      cut: "y".repeat(500),
      list: Array.from({ length: 5_000 }, String),
    };
    const { before = "", marked = "", after = "" } = excerpt([big, big, big], 1) ?? {};
    expect(marked).toContain('"long":"[100000 characters]"');
    expect(marked).toMatch(/"cut":"y{80}…"/);
    expect([before.length, marked.length, after.length].every((length) => length <= 1_201)).toBe(true);
  });
});

describe("an excerpt of another body", () => {
  test("is the beginning of a text", () => {
    const page = `<title>Sign in</title> for someone@example.com ${"x ".repeat(5_000)}`;
    const { before = "", marked } = excerpt(page) ?? {};
    expect(before).toMatch(/^<title>Sign in<\/title> for \[address\] [x ]+…$/);
    expect(before.length).toBeLessThanOrEqual(301);
    expect(marked).toBe("");
  });

  test("does not show a part of a key that the limit cuts in two", () => {
    const hidden = "0123456789abcdef".repeat(123);
    const { before = "" } = excerpt(`${hidden} ${"- ".repeat(12)}${key}${key}${key}`) ?? {};
    expect(before).toMatch(/^\[hash\] [- ]+(?:\[key\])*…?$/);
  });

  test("is an object without personal data", () => {
    expect(excerpt({ message: "no", data: "secret" }, undefined, 400)).toEqual({
      before: '{\n  "message":"no",\n  "data":"[data]"\n}',
      marked: "",
      after: "",
    });
  });

  test("stops inside a deeply nested value", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const { before = "" } = excerpt(`{"id":"a","x":${deep}}`) ?? {};
    expect(before).toMatch(/^\{\n {2}"id":"a",\n {2}"x":\[{100,}null\]+…?\n\}$/);
  });

  test("does not exist for cut JSON, JSON within another text, or an empty body", () => {
    expect(excerpt('[{"data":{"name":"secret')).toBeUndefined();
    expect(excerpt('callback([{"data":"secret"}])')).toBeUndefined();
    expect(excerpt("  ", undefined, 500)).toBeUndefined();
  });
});
