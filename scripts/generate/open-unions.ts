import { type OpenUnion, readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import type { JsonObject } from "../../src/shared/json.ts";

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
