import { expect, it } from "vitest";
import type { EventRow } from "../event-store.ts";
import { flattened } from "./write-changes.ts";

/** What is stored of an event with this text. */
function textOf(text: string): string | undefined {
  return flattened({ events: [{ key: "a", text } as EventRow], storedAt: 0 }).events?.[0]?.text;
}

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

it.each([
  ["lists", nested(1_001, "[", "]")],
  ["objects", nested(1_001, '{"a":', "}").replace("}", "1}")],
  ["both", `[${nested(1_000, '{"a":', "}").replace("}", "1}")}]`],
  ["lists after others that are closed", `[[],{},${nested(1_000, "[", "]")}]`],
])("stores an event with 1,001 levels of %s as a JSON string", (_what, text) => {
  expect(textOf(text)).toBe(JSON.stringify(text));
});

it.each([
  ["1,000 levels", nested(1_000, "[", "]")],
  ["1,000 levels after others that are closed", `[[[]],{"a":{}},${nested(999, "[", "]")}]`],
  ["many lists that are closed", `[${"[],".repeat(2_000)}0]`],
  ["many objects that are closed", `[${"{},".repeat(2_000)}0]`],
  ["brackets in a text", JSON.stringify(["[".repeat(2_000), `"${"{".repeat(2_000)}`, `\\`])],
])("stores an event with %s as it is", (_what, text) => {
  expect(textOf(text)).toBe(text);
});

it("has nothing to do without events", () => {
  expect(flattened({ storedAt: 0 })).toEqual({ storedAt: 0 });
});
