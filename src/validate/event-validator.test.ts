import { describe, expect, it } from "vitest";
import contract from "../../generated/openapi.json" with { type: "json" };
import type { SchemaIssue } from "./check-event.ts";
import { eventValidator } from "./event-validator.ts";

const { examples } = contract.components;
const [activation] = examples.activations.value;

function issuesOf(value: unknown): readonly SchemaIssue[] | undefined {
  const result = eventValidator["~standard"].validate(value);
  if (result instanceof Promise) throw new Error("It is to be synchronous.");
  return result.issues;
}

describe("eventValidator", () => {
  it("names its standard and its vendor", () => {
    expect(eventValidator["~standard"]).toMatchObject({ version: 1, vendor: "np6-notification-events" });
  });

  it("accepts every event of the contract's examples, unknown kinds included, and gives back the same object", () => {
    const events = Object.values(examples).flatMap(({ value }) => value as unknown[]);
    expect(events.length).toBeGreaterThan(10);
    for (const value of events) expect(eventValidator["~standard"].validate(value)).toEqual({ value });
    expect(eventValidator["~standard"].validate(activation)).toHaveProperty("value", activation);
  });

  it("returns path, message and rule of each problem of an event", () => {
    const broken = { ...activation, timestamp: "now", source: { type: "notification", detail: {} } };
    expect(issuesOf(broken)).toEqual([
      { path: ["timestamp"], message: "must be integer", rule: "type" },
      { path: ["source", "detail", "activation"], message: "is missing", rule: "required" },
    ]);
  });

  it.each([null, 1, "event", [], {}])("rejects %j, which is not an event", (value) => {
    expect(issuesOf(value)).toHaveLength(1);
  });
});
