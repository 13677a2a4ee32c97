import { isObject, objectAt } from "../../../src/shared/json.ts";

/**
 * A document like `value` among many operations that are none of ours, each with a schema of its own, as a vendor's has.
 */
export function otherOperations(value: unknown, count: number): unknown {
  if (!isObject(value)) throw new TypeError("A document is an object.");
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let n = 0; n < count; n += 1) {
    const content = { "application/json": { schema: { $ref: `#/components/schemas/Thing${n}` } } };
    paths[`/things${n}/{id}/parts`] = {
      get: {
        operationId: `GetThing${n}`,
        summary: "Retrieves the parts of a thing",
        parameters: [
          { name: "id", in: "path", required: true, description: "Thing id", schema: { type: "string" } },
          { name: "X-Key", in: "header", required: true, schema: { type: "string" } },
        ],
        responses: { "200": { description: "An array of parts", content } },
      },
    };
    const property = {
      type: "string",
      format: "uuid",
      description: "A property, in a sentence as long as they mostly are",
    };
    const properties = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`property${index}`, property]),
    );
    schemas[`Thing${n}`] = {
      type: "object",
      properties: { ...properties, next: { $ref: `#/components/schemas/Thing${n}` } },
    };
  }
  return {
    ...value,
    paths: { ...paths, ...objectAt(value, "paths") },
    components: {
      ...objectAt(value, "components"),
      schemas: { ...schemas, ...objectAt(value, "components", "schemas") },
    },
  };
}
