import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { allBut, badValue, validValue } from "./parameter-values.ts";

test.each([
  [{ kind: "integer", minimum: 1, maximum: 1000 }, "1", "no-such-value"],
  [{ kind: "integer", minimum: 20, maximum: 50 }, "20", "no-such-value"],
  [{ kind: "number", maximum: 0.5 }, "0.5", "no-such-value"],
  [{ kind: "boolean" }, "true", "no-such-value"],
  [{ kind: "choice", values: ["full", "short"] }, "full", "no-such-value"],
  [{ kind: "choice", values: ["no-such-value"] }, "no-such-value", "no-such-value-either"],
  [{ kind: "instant" }, "2026-01-01T00:00:00Z", "no-such-value"],
  [{ kind: "text" }, undefined, undefined],
] as const)("a parameter that takes %j is tested with %s and %s", (taken, valid, bad) => {
  expect(validValue(taken)).toBe(valid);
  expect(badValue(taken)).toBe(bad);
});

test("the contract's own example comes first", () => {
  expect(validValue({ kind: "integer", minimum: 1 }, 100)).toBe("100");
  expect(validValue({ kind: "text" }, "abc")).toBe("abc");
});

test("the endpoints with extra requests skip a common request, but one endpoint always sends it", () => {
  const [first, ...others] = eventKinds;
  expect(allBut([])).toEqual(eventKinds);
  expect(allBut([first, undefined])).toEqual(others);
  expect(allBut(eventKinds)).toEqual([first]);
});
