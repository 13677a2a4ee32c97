import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";
import { decideByTag, inlineReferences } from "./validator-schemas.ts";

const schemas = objectAt(readTinyDocument(), "components", "schemas");

function compile(from: JsonObject): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return ajv.compile({ $ref: "#/components/schemas/NotificationEvent", components: { schemas: from } });
}

const arbitraryEvent = () => {
  const source = fc.record(
    {
      type: fc.constantFrom("notification", "email", 5),
      detail: fc.constantFrom({}, { activation: { id: 156 } }, { activation: { id: "x" } }, null),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      type: fc.constantFrom("activation", "cancellation", "bounce", null),
      id: fc.constantFrom("x", 1),
      timestamp: fc.constantFrom(1, "1"),
      source: fc.oneof(source, fc.constant(null)),
      reason: fc.constantFrom("x", 1),
    },
    { requiredKeys: [] },
  );
};

test("deciding by the tag, and inlining, accept what anyOf accepts and nothing else", () => {
  const asWritten = compile(schemas);
  const decided = compile(inlineReferences(decideByTag(schemas)));
  let accepted = 0;
  fc.assert(
    fc.property(arbitraryEvent(), (event) => {
      const wanted = asWritten(event);
      accepted += Number(wanted);
      expect(decided(event)).toBe(wanted);
    }),
    { numRuns: 2000 },
  );
  expect(accepted, "both responses occur").toBeGreaterThan(100);
});

test("a schema that refers to itself keeps that reference", () => {
  const tree = { type: "object", properties: { next: { $ref: "#/components/schemas/Tree" } } };
  expect(inlineReferences({ Tree: tree, Wood: { $ref: "#/components/schemas/Tree" } })).toEqual({
    Tree: tree,
    Wood: tree,
  });
});

test("siblings of a reference are kept", () => {
  const inlined = inlineReferences({
    Id: { type: "string" },
    Event: { $ref: "#/components/schemas/Id", pattern: "^a" },
  });
  expect(inlined["Event"]).toEqual({ pattern: "^a", allOf: [{ type: "string" }] });
});
