import { expect, test } from "vitest";
import { openDocument, rootOf, under } from "./document.ts";
import { readSchema } from "./read-schema.ts";
import type { Schema } from "./schema.ts";

function read(schema: unknown): Schema {
  const document = openDocument({ openapi: "3.1.0", components: { schemas: { A: schema } } }, "the document");
  return readSchema(document, under(rootOf(document), "components", "schemas", "A"));
}

const parts = [
  { type: "string", format: "uuid", minLength: 3, maxLength: 9, enum: ["a", "b"], deprecated: true },
  { type: "string", minLength: 5, maxLength: 7, enum: ["b", "c"], pattern: "b" },
];

test("the tighter of two parts of an allOf applies", () => {
  const schema = read({ allOf: parts });
  expect(schema).toMatchObject({ deprecated: true });
  expect(schema.types?.get("string")).toMatchObject({
    format: "uuid",
    bounds: { minLength: 5, maxLength: 7 },
    values: ["b"],
    pattern: "b",
  });
});

test("the looser of two indistinguishable alternatives applies", () => {
  const schema = read({ anyOf: parts });
  expect(schema).toMatchObject({ deprecated: false });
  expect(schema.types?.get("string")).toMatchObject({
    format: undefined,
    bounds: { minLength: 3, maxLength: 9 },
    values: ["a", "b", "c"],
    pattern: undefined,
  });
});

test("an alternative without a bound or a list takes it from the whole", () => {
  const { bounds, values } = read({ anyOf: [...parts, { type: "string" }] }).types?.get("string") ?? {};
  expect({ bounds, values }).toEqual({ bounds: {}, values: undefined });
});

test("a property is required by a part that only says so, and by no alternative alone", () => {
  const one = { type: "object", properties: { id: { type: "string" } } };
  const required = (schema: Schema) => schema.types?.get("object")?.properties.get("id")?.required;
  expect(required(read({ allOf: [one, { required: ["id"] }] }))).toBe(true);
  expect(required(read({ oneOf: [one, { ...one, required: ["id"] }] }))).toBe(false);
});

test("items and properties of parts are merged as deep as they go", () => {
  const deep = (facet: object) => ({
    type: "array",
    items: { properties: { id: { type: "string", ...facet } } },
  });
  const id = (schema: Schema) =>
    schema.types
      ?.get("array")
      ?.items?.()
      .types?.get("object")
      ?.properties.get("id")
      ?.schema()
      .types?.get("string");
  expect(id(read({ allOf: [deep({ format: "uuid" }), deep({ maxLength: 36 })] }))).toMatchObject({
    format: "uuid",
    bounds: { maxLength: 36 },
  });
  expect(id(read({ oneOf: [deep({ format: "uuid" }), deep({ maxLength: 36 })] }))).toMatchObject({
    format: undefined,
    bounds: {},
  });
});
