import { expect, test } from "vitest";
import type { Cause } from "../../contract-tests/engine/report.ts";
import { compareCause, diagnosisShares, isTooSmall } from "./diagnosis.ts";
import type { Fault } from "./variant.ts";

const timestamp = "#/components/schemas/ActivationEvent/properties/timestamp";
const fault = (breaks: string, condition: Fault["condition"] = {}) => ({ breaks, condition }) as Fault;
const cause = (changes: Partial<Cause>) => ({ condition: {}, ...changes }) as Cause;

test.each([
  [timestamp, timestamp, true],
  [timestamp, "#/components/schemas/ActivationEvent", true],
  [timestamp, "#/components/schemas/ActivationEvent/properties/id", false],
  ["#/components/schemas/ActivationEvent", timestamp, false],
])("a fault that breaks %s is named by %s: %s", (breaks, pointer, statement) => {
  expect(compareCause(fault(breaks), cause({ pointer }))).toEqual({ statement });
});

test.each([
  ["RFC 8259, section 5", "RFC 8259", true],
  ["RFC 9110, section 8.4.1", "RFC 9110, section 8.4", true],
  ["RFC 9110, section 8.4", "RFC 9110, section 8.6", false],
])("a fault that breaks %s is named by %s: %s", (breaks, standard, statement) => {
  expect(compareCause(fault(breaks), cause({ standard })).statement).toBe(statement);
});

test("a condition must be the same, in any order of its factors", () => {
  const one = fault(timestamp, { endpoint: "executions", order: "asc" });
  const same = { order: "asc", endpoint: "executions" };
  expect(compareCause(one, cause({ condition: same })).condition).toBe(true);
  expect(compareCause(one, cause({ condition: { order: "asc" } })).condition).toBe(false);
  expect(compareCause(one, undefined)).toEqual({ statement: false, condition: false });
});

test("faults without a condition do not count for its share", () => {
  const shares = diagnosisShares([
    { statement: true },
    { statement: true, condition: true },
    { statement: false, condition: false },
  ]);
  expect(shares).toEqual([
    { name: "statement", right: 2, of: 3 },
    { name: "condition", right: 1, of: 2 },
  ]);
  expect(shares.map(isTooSmall)).toEqual([true, true]);
  expect(isTooSmall({ name: "condition", right: 75, of: 100 })).toBe(false);
});
