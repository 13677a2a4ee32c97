import { expect, test } from "vitest";
import { UsageError } from "../../src/shared/usage-error.ts";
import { openDocument, rootOf, under } from "./document.ts";
import { readSchema } from "./read-schema.ts";
import { describeSchema, type Schema } from "./schema.ts";

function read(schemas: Record<string, unknown>, openapi = "3.1.0", name = "A"): Schema {
  const document = openDocument({ openapi, components: { schemas } }, "the document");
  return readSchema(document, under(rootOf(document), "components", "schemas", name));
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test.each([
  ["a reference to itself", { A: ref("A") }],
  ["references in a circle", { A: ref("B"), B: ref("C"), C: ref("A") }],
  ["an allOf of itself", { A: { allOf: [ref("B")] }, B: { allOf: [{ type: "object" }, ref("A")] } }],
  ["an alternative that is itself", { A: { oneOf: [{ type: "string" }, ref("A")] } }],
  ["alternatives in a circle", { A: { anyOf: [ref("B")] }, B: { anyOf: [ref("A")] } }],
])("%s is a loop", (_, schemas) => {
  expect(() => read(schemas)).toThrow(/^A \$ref loop: #\/components\/schemas\/\w/);
});

test("a schema that contains itself in a property is read only as deep as needed", () => {
  const tree = read({ A: { type: "object", properties: { child: ref("A") } } });
  const child = tree.types?.get("object")?.properties.get("child")?.schema();
  expect(child && describeSchema(child)).toBe("object");
  expect(child?.types?.get("object")?.properties.get("child")?.schema().types?.has("object")).toBe(true);
});

test("a base that lists its heirs, which extend it by allOf, is not a loop", () => {
  const base = read({
    A: { type: "object", properties: { id: {} }, oneOf: [ref("B")], discriminator: { propertyName: "type" } },
    B: { allOf: [ref("A"), { properties: { type: { const: "b" } } }] },
  });
  const variant = base.types?.get("object")?.union?.variants.get("b")?.schema();
  expect([...(variant?.types?.get("object")?.properties.keys() ?? [])]).toEqual(["id", "type"]);
});

test("references that fan out and meet again are read once each", () => {
  const schemas: Record<string, unknown> = {
    A40: { type: "object", properties: { leaf: { type: "string" } } },
  };
  for (let n = 0; n < 40; n += 1) {
    const next = ref(`A${n + 1}`);
    schemas[`A${n}`] = { allOf: [next, next, { properties: { [`p${n}`]: next } }] };
  }
  const properties = read(schemas, "3.1.0", "A0").types?.get("object")?.properties;
  expect(properties?.size).toBe(41);
  expect(properties?.get("p0")?.schema().types?.has("object")).toBe(true);
});

test("extreme nesting is rejected", () => {
  let deep: unknown = { type: "string" };
  for (let n = 0; n < 10_000; n += 1) deep = { allOf: [deep] };
  expect(() => read({ A: deep })).toThrow(UsageError);
});

test.each([
  ["leads nowhere", { A: ref("Missing") }, /leads nowhere/],
  ["leads outside", { A: { $ref: "other.yaml#/A" } }, /Bundle it first/],
  ["is no text", { A: { $ref: 7 } }, /is no text/],
  ["leads into a text", { A: { $ref: "#/openapi" } }, /is no schema/],
])("a reference that %s is rejected, and the place is named", (_, schemas, words) => {
  expect(() => read(schemas)).toThrow(words);
  expect(() => read(schemas)).toThrow("#/");
});

test.each([
  ["nullable of 3.0", "3.0.3", { type: "string", nullable: true }, "string or null"],
  ["nullable beside an allOf", "3.0.3", { nullable: true, allOf: [{ type: "string" }] }, "string or null"],
  ["nullable is nothing in 3.1", "3.1.0", { type: "string", nullable: true }, "string"],
  ["a list of types", "3.1.0", { type: ["null", "integer"] }, "null or integer"],
  ["alternatives", "3.1.0", { anyOf: [{ type: "string" }, { type: "null" }] }, "string or null"],
  ["const", "3.1.0", { const: "a" }, "string of a"],
  ["a range", "3.1.0", { type: "integer", minimum: 1, maximum: 1000 }, "integer from 1 to 1000"],
  ["a length", "3.1.0", { type: "string", minLength: 1 }, "string from 1 characters"],
  ["the kind by its keywords", "3.1.0", { properties: {} }, "object"],
  ["a number that is marked whole", "3.0.3", { type: "number", format: "int64" }, "integer int64"],
  [
    "parts that agree on whole numbers",
    "3.1.0",
    { allOf: [{ type: "number" }, { type: "integer" }] },
    "integer",
  ],
  ["parts that agree on nothing", "3.1.0", { allOf: [{ type: "string" }, { type: "array" }] }, "nothing"],
  ["true", "3.1.0", true, "anything"],
  ["false", "3.1.0", false, "nothing"],
])("%s", (_, openapi, schema, words) => {
  expect(describeSchema(read({ A: schema }, openapi))).toBe(words);
});

test("siblings of a reference count in 3.1, and only its description counts in 3.0", () => {
  const schemas = { A: { ...ref("B"), description: "words", maxLength: 3 }, B: { type: "string" } };
  expect(read(schemas).types?.get("string")?.bounds).toEqual({ maxLength: 3 });
  expect(read(schemas, "3.0.0").types?.get("string")?.bounds).toEqual({});
  expect(read(schemas, "3.0.0").texts).toEqual(["words"]);
});

test("escapes in a reference are decoded", () => {
  const document = openDocument(
    {
      openapi: "3.1.0",
      components: {
        schemas: { "a/b~1c d": { type: "string" }, A: { $ref: "#/components/schemas/a~1b~01c%20d" } },
      },
    },
    "the document",
  );
  expect(describeSchema(readSchema(document, under(rootOf(document), "components", "schemas", "A")))).toBe(
    "string",
  );
});
