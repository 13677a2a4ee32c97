import { type Context, follow, isNode, isRef, type Location } from "./redocly.ts";

/** Keywords that say something to the reader and nothing to a validator. */
const annotations = new Set([
  "title",
  "description",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "$comment",
]);
/** Keywords whose keys are names: a *property* called `description` is part of the shape. */
const maps = new Set(["properties", "patternProperties", "dependentSchemas", "dependentRequired", "$defs"]);
/** Keywords whose arrays are sets. */
const sets = new Set(["required", "enum", "type"]);

/**
 * The shape of a schema as text, the same for all schemas that accept the same values in the same words: no
 * annotations, no `x-*`, keys in one order, references as the places they lead to.
 */
export function shapeOf(schema: unknown, at: Location, context: Context): string {
  return JSON.stringify(canonical(schema));

  function canonical(value: unknown, keyword?: string): unknown {
    if (Array.isArray(value)) {
      const items = value.map((item) => canonical(item));
      return keyword !== undefined && sets.has(keyword)
        ? items.map((item) => JSON.stringify(item)).sort()
        : items;
    }
    if (!isNode(value)) return value;
    if (isRef(value)) return { $ref: follow(value, at, context)?.location.absolutePointer ?? value.$ref };
    const named = keyword !== undefined && maps.has(keyword);
    return Object.fromEntries(
      Object.keys(value)
        .filter((key) => named || !(annotations.has(key) || key.startsWith("x-")))
        .sort()
        .map((key) => [key, canonical(value[key], named ? undefined : key)]),
    );
  }
}
