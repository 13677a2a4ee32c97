import { beforeAll, describe, expect, test } from "vitest";
import type { validateEvent } from "../../generated/validators.js";
import { objectAt } from "../../src/shared/json.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";
import { renderValidators } from "./validators.ts";

let validate: typeof validateEvent;
beforeAll(async () => {
  const { js } = renderValidators(readTinyDocument());
  validate = (await import(`data:text/javascript,${encodeURIComponent(js)}`)).validateEvent;
});

const activation = {
  type: "activation",
  id: "BCA4F809-7313-5914-a55c-297fe7a6a826",
  timestamp: 1614089582000,
  source: { type: "notification", detail: { activation: { id: 156 } } },
};

describe("an event passes", () => {
  test.each([
    ["with all that is required", activation],
    ["with fields nobody knows", { ...activation, more: { fields: [1] } }],
    ["of an unknown type, whatever else it holds", { type: "user defined policy", id: 5, source: null }],
    ["with a source of an unknown type", { ...activation, source: { type: "email", detail: 7 } }],
  ])("%s", (_, event) => {
    expect(validate(event)).toEqual([]);
  });
});

describe("the errors of an event concern only the variant that its tags name", () => {
  test.each([
    [null, [["", "type"]]],
    [[activation], [["", "type"]]],
    [{}, [["/type", "required"]]],
    [{ type: 5 }, [["/type", "type"]]],
    [{ ...activation, id: "5" }, [["/id", "format"]]],
    [{ ...activation, timestamp: "1614089582000" }, [["/timestamp", "type"]]],
    [{ ...activation, timestamp: 1.5 }, [["/timestamp", "type"]]],
    [{ ...activation, source: "notification" }, [["/source", "type"]]],
    [{ ...activation, source: {} }, [["/source/type", "required"]]],
    [{ ...activation, source: { type: "notification" } }, [["/source/detail", "required"]]],
    [
      { ...activation, source: { type: "notification", detail: { activation: {} } } },
      [["/source/detail/activation/id", "required"]],
    ],
    [
      { type: "cancellation", reason: 1 },
      [
        ["/id", "required"],
        ["/reason", "type"],
      ],
    ],
  ])("%j: %j", (event, wanted) => {
    expect(validate(event).map(({ pointer, rule }) => [pointer, rule])).toEqual(wanted);
  });
});

test("a message has the expected value and never the actual one", () => {
  const issues = validate({ ...activation, id: "someone@example.com" });
  expect(issues).toEqual([{ pointer: "/id", rule: "format", message: 'must match format "uuid"' }]);
});

test("there is a function for each known type of event", () => {
  const { js, dts } = renderValidators(readTinyDocument());
  for (const name of ["validateActivationEvent", "validateCancellationEvent"]) {
    expect(js).toContain(`export const ${name} =`);
    expect(dts).toContain(`export declare function ${name}(event: unknown)`);
  }
});

test("the module imports nothing and evaluates no text", () => {
  expect(renderValidators(readTinyDocument()).js).not.toMatch(/\bimport\b|\brequire\b|\beval\b|new Function/);
});

test("the module leaves out descriptions, and a property may have such a name", () => {
  const document = structuredClone(readTinyDocument());
  const cancellation = objectAt(document, "components", "schemas", "CancellationEvent", "properties");
  Object.assign(cancellation, { description: { type: "string", description: "Some words." } });
  const { js } = renderValidators(document);
  expect(js).not.toContain("Some words.");
  expect(js).not.toContain("Only seen");
  expect(js).toContain("data.description");
});

test("a keyword that would need an import is rejected", () => {
  const document = structuredClone(readTinyDocument());
  const reason = objectAt(document, "components", "schemas", "CancellationEvent", "properties", "reason");
  Object.assign(reason, { minLength: 1 });
  expect(() => renderValidators(document)).toThrow("must import nothing");
});

test("an operation whose events no union knows is rejected", () => {
  const document = structuredClone(readTinyDocument());
  const operation = objectAt(document, "paths", "/notifications/{id}/events/activations", "get");
  Object.assign(operation, { "x-event-type": "bounce" });
  expect(() => renderValidators(document)).toThrow("bounce, cancellation");
});
