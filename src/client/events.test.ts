import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isActivation, isCancellation, isExecution } from "../../generated/events.js";
import contract from "../../generated/openapi.json" with { type: "json" };
import { unknownEvent } from "./events.ts";

const { examples } = contract.components;
const kinds = [
  ["activation", isActivation, examples.activations.value],
  ["execution", isExecution, examples.executions.value],
  ["cancellation", isCancellation, examples.cancellations.value],
] as const;

/** The value with something else at one place in it, or nothing. */
function altered(value: unknown, [step, ...rest]: readonly string[], replacement: unknown): unknown {
  if (step === undefined) return replacement;
  const copy: Record<string, unknown> = { ...Object(value) };
  const inner = altered(copy[step], rest, replacement);
  if (inner === undefined) delete copy[step];
  else copy[step] = inner;
  return copy;
}

describe.each(kinds)("an event of type %s", (type, isKnown, [event]) => {
  const needed = [["type"], ["source"], ["source", "type"], ["source", "detail"], ["source", "detail", type]];
  if (type === "cancellation") needed.push(["source", "detail", "execution"]);

  it("is recognised by its own guard alone", () => {
    expect(kinds.filter(([, guard]) => guard(event)).map(([name]) => name)).toEqual([type]);
  });

  it.each(needed.map((path) => [path.join(".."), path] as const))(
    "is not recognised if its %s is missing or something else",
    (_name, path) => {
      for (const other of [undefined, null, "email", 1, true, [], [{}]]) {
        expect(isKnown(altered(event, path, other)), JSON.stringify(other)).toBe(false);
      }
    },
  );

  it("is recognised whatever other properties it has or lacks", () => {
    const detail =
      type === "cancellation" ? { cancellation: {}, execution: {}, more: 1 } : { [type]: {}, more: 1 };
    expect(isKnown({ type, source: { type: "notification", detail, more: 1 }, more: 1 })).toBe(true);
  });
});

test("no guard throws for any JSON, and the guards exclude each other", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(kinds.filter(([, guard]) => guard(value)).length).toBeLessThan(2);
    }),
  );
});

describe("an unknown event", () => {
  test("has the wire value, and its id and time if they are a string and a number", () => {
    const raw = { type: "reply", id: "a", timestamp: 5, more: {} };
    expect(unknownEvent(raw)).toEqual({ type: "unknown", id: "a", timestamp: 5, raw });
    expect(unknownEvent(raw).raw).toBe(raw);
    expect(Object.keys(unknownEvent({ id: 7, timestamp: "now" }))).toEqual(["type", "raw"]);
  });

  test("can hold any value", () => {
    for (const raw of [null, 0, "", false, [], [[]]])
      expect(unknownEvent(raw)).toEqual({ type: "unknown", raw });
  });
});
