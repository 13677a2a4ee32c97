import { isObject, type JsonObject, referenceName } from "../../src/shared/json.ts";

/**
 * The same schemas with each `$ref` replaced by its target, so that each variant of an event compiles to one function.
 *
 * ajv turns a `$ref` into a call that builds an object and a path, even for a valid value: validation without calls
 * takes two thirds of the time. A schema that refers to itself keeps that reference.
 */
export function inlineReferences(schemas: JsonObject): JsonObject {
  const inline = (node: unknown, inside: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => inline(item, inside));
    if (!isObject(node)) return node;
    const name = referenceName(node);
    if (name === undefined || inside.includes(name)) {
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inline(value, inside)]));
    }
    const target = inline(schemas[name], [...inside, name]);
    const { $ref: _, ...siblings } = node;
    return Object.keys(siblings).length === 0 ? target : { ...siblings, allOf: [target] };
  };
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inline(schema, [name])]));
}
