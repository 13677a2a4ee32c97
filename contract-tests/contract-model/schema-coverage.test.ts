import { expect, test } from "vitest";
import { frozenContract } from "../../scripts/testing/frozen-contract.ts";
import { objectAt } from "../../src/shared/json.ts";
import { readEventModel } from "./event-model.ts";
import { addToCoverage, emptyCoverage, evidenceAt } from "./schema-coverage.ts";

const contract = frozenContract();
const eventModel = readEventModel(contract);
const { value } = objectAt(contract, "components", "examples", "activations");
const activation: unknown = Array.isArray(value) ? value[0] : undefined;

function seen(...events: readonly unknown[]): string[] {
  const coverage = emptyCoverage(eventModel);
  for (const event of events) addToCoverage(eventModel, coverage, event);
  return [...coverage].filter(([, count]) => count > 0).map(([pointer]) => pointer);
}

test("without events, and without a property in an event, the count is zero", () => {
  expect(seen()).toEqual([]);
  expect(seen({}, null, [], "text")).toEqual([]);
});

test("an event counts for its properties, and those of the variants that its tags choose", () => {
  expect(seen(activation)).toEqual(
    expect.arrayContaining([
      "#/components/schemas/ActivationEvent/properties/timestamp",
      "#/components/schemas/Activation/properties/receiver",
      "#/components/schemas/ContactFootprint/properties/hash",
    ]),
  );
  expect(seen(activation).join()).not.toContain("ExecutionEvent");
});

test("an unknown kind counts for the unknown branch", () => {
  const unknown = seen({ type: "bounce" });
  expect(unknown).toContain("#/components/schemas/UnknownEvent/properties/type");
  expect(unknown.join()).not.toContain("ActivationEvent");
});

test("a known tag with a wrong shape is counted as that variant", () => {
  expect(seen({ type: "activation", id: 7 })).toContain("#/components/schemas/ActivationEvent/properties/id");
});

test("each event counts once for a property", () => {
  const coverage = emptyCoverage(eventModel);
  addToCoverage(eventModel, coverage, activation);
  addToCoverage(eventModel, coverage, activation);
  expect(coverage.get("#/components/schemas/ActivationEvent/properties/timestamp")).toBe(2);
});

test("the level of a place comes from the nearest node that has one", () => {
  expect(evidenceAt(eventModel, activation, "/timestamp")).toBe("documented");
  expect(evidenceAt(eventModel, activation, "/source/detail/activation/version")).toBe("sampled");
  expect(evidenceAt(eventModel, activation, "/source/detail/activation/stamp/time")).toBe("assumed");
  expect(evidenceAt(eventModel, activation, "/nowhere")).toBeUndefined();
});
