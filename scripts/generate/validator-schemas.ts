import type { Format } from "ajv";
import { type OpenUnion, readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { isObject, type JsonObject, referenceName } from "../../src/shared/json.ts";
import { uuidPattern } from "../../src/shared/uuid.ts";

/**
 * The same schemas with every open union decided by its tag: the variant that the tag names must match, and where it
 * names none, the unknown member.
 *
 * It accepts exactly what `anyOf` accepts, since `Unknown` excludes the known tags. But `anyOf` reports what is wrong
 * with *every* member, at every level (an activation with a bad id would also be "not a cancellation" and "not an
 * unknown kind"), while this reports only what is wrong with the member that the tag names; and it tries only that one.
 */
export function decideByTag(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const union = readOpenUnion(schema, schemas);
      return [name, union === undefined ? schema : decide(union)];
    }),
  );
}

function decide({ tag, variants, unknown }: OpenUnion): JsonObject {
  const tagged = (values: readonly string[]) => ({
    type: "object",
    required: [tag],
    properties: { [tag]: { enum: values } },
  });
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  return {
    // "if not … else": the linter forbids objects with a `then`, since `await` takes them for promises.
    allOf: [
      ...[...variants].map(([value, name]) => ({ if: { not: tagged([value]) }, else: reference(name) })),
      { if: tagged([...variants.keys()]), else: reference(unknown) },
    ],
  };
}

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

/**
 * The formats the contract uses, as regular expressions of our own: those of ajv-formats would leave a `require` in the
 * generated module, which is to run everywhere and import nothing.
 *
 * A UUID may have any version and either case: vendor samples mix versions. Ranges of integers stand in the schemas.
 */
export const formats: Readonly<Record<string, Format>> = {
  uuid: uuidPattern,
  "date-time":
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i,
  int32: true,
  int64: true,
};
