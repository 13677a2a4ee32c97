import { typeOfShape, type ValueShape } from "../../contract-tests/engine/value-shape.ts";
import { isMap, type Learned, type Sighting } from "./learned.ts";
import { pascalCase } from "./names.ts";

/** How a statement is known that recorded responses showed. */
export interface ObservedEvidence {
  readonly level: "observed";
  readonly source: string;
  readonly note: string;
}

/** The inputs of a proposal besides the observations. */
export interface InferenceContext {
  /** Makes a record of evidence: seen so often, out of so many. */
  evidence(seen: Sighting, of: number): ObservedEvidence;
  /** Adds a component schema, and returns the name it got. */
  addSchema(name: string, schema: object): string;
}

/**
 * The schema of what was learned. An object with properties becomes a component of its own: the same object in two
 * places would otherwise be written out twice.
 *
 * @param name Name of that component.
 */
export function inferSchema(
  learned: Learned,
  name: string,
  context: InferenceContext,
): Record<string, unknown> {
  const shapes = [...learned.shapes.keys()];
  const types = [...new Set(shapes.map(typeOfShape))];
  const isObject = types.includes("object") && learned.properties.size > 0 && !isMap(learned);
  if (isObject && types.length === 1) return { $ref: `${addObject(learned, name, context)}.yaml` };
  if (isObject && types.length === 2 && types.includes("null")) {
    return { anyOf: [{ $ref: `${addObject(learned, name, context)}.yaml` }, { type: "null" }] };
  }
  return {
    type: types.length === 1 ? types[0] : types,
    ...formatOf(shapes.filter((shape) => shape !== "null")),
    ...(types.includes("object") && { additionalProperties: true }),
    ...(types.includes("array") && { items: itemsOf(learned, name, context) }),
  };
}

/** The properties of an object that was learned, each with its evidence. */
export function inferProperties(
  { properties, objects }: Learned,
  name: string,
  context: InferenceContext,
): Record<string, object> {
  const entries = [...properties].map(([property, learned]) => {
    const schema = inferSchema(learned, `${name}${pascalCase(property)}`, context);
    return [property, describeInferred(schema, learned, objects, context)] as const;
  });
  return Object.fromEntries(entries);
}

/** A schema with what a property needs besides. */
export function describeInferred(
  schema: Record<string, unknown>,
  learned: Learned,
  of: number,
  context: InferenceContext,
): Record<string, unknown> {
  const unit = (["milliseconds", "seconds"] as const)
    .filter((shape) => learned.shapes.has(shape))
    .map((shape) => ` In ${shape} since 1970-01-01T00:00:00Z, by its size.`)
    .join("");
  const description = `Not documented; seen in responses.${unit}`;
  return {
    ...(schema["$ref"] === undefined && { description }),
    ...schema,
    "x-evidence": context.evidence(learned, of),
  };
}

function addObject(learned: Learned, name: string, context: InferenceContext): string {
  return context.addSchema(name, {
    description: "Not documented; seen in responses.",
    type: "object",
    additionalProperties: true,
    properties: inferProperties(learned, name, context),
  });
}

function itemsOf({ items }: Learned, name: string, context: InferenceContext): object {
  return items === undefined || items.seen === 0 ? {} : inferSchema(items, `${name}Item`, context);
}

function formatOf(shapes: readonly ValueShape[]): { format?: string } {
  const all = (test: (shape: ValueShape) => boolean) => shapes.length > 0 && shapes.every(test);
  if (all((shape) => shape.startsWith("uuid"))) return { format: "uuid" };
  if (all((shape) => shape === "date-time")) return { format: "date-time" };
  if (all((shape) => shape === "milliseconds" || shape === "seconds")) return { format: "int64" };
  return {};
}
