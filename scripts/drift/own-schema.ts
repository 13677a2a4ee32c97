import { isObject, type JsonObject } from "../../src/shared/json.ts";
import { type DocumentPlace, under } from "./document.ts";
import { readEvidence } from "./evidence.ts";
import {
  anySchema,
  type Bound,
  bounds,
  type Facets,
  type JsonType,
  type Lazy,
  noFacets,
  type Property,
  type Schema,
} from "./schema.ts";

const jsonTypes: readonly JsonType[] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/**
 * What a schema says by its own keywords, its references and compositions left out.
 *
 * @param read Reads a schema that nests in it, once it is asked for.
 */
export function ownSchema(place: DocumentPlace, read: (nested: DocumentPlace) => Lazy<Schema>): Schema {
  const { node, pointer } = place;
  if (!isObject(node)) return anySchema(pointer);
  const types = typesOf(node);
  return {
    pointer,
    evidence: readEvidence(node, pointer),
    texts: [node["title"], node["description"]].filter((text) => typeof text === "string"),
    deprecated: node["deprecated"] === true,
    default: node["default"],
    types: types && new Map(types.map((type) => [type, facetsOf(type, place, node, read)])),
  };
}

function typesOf(node: JsonObject): JsonType[] | undefined {
  const said = [node["type"]]
    .flat()
    .filter((type) => jsonTypes.some((known) => known === type)) as JsonType[];
  const types = said.length > 0 ? said : inferTypes(node);
  // Generators that know no integers mark them so.
  const whole = node["format"] === "int32" || node["format"] === "int64";
  return types?.map((type) => (type === "number" && whole ? "integer" : type));
}

function inferTypes(node: JsonObject): JsonType[] | undefined {
  const values = valuesOf(node);
  if (values !== undefined) return [...new Set(values.map(typeOf))];
  const says = (...keys: string[]) => keys.some((key) => node[key] !== undefined);
  if (says("properties", "required", "additionalProperties", "discriminator")) return ["object"];
  if (says("items", "minItems", "maxItems")) return ["array"];
  if (says("pattern", "minLength", "maxLength")) return ["string"];
  return undefined;
}

function facetsOf(
  type: JsonType,
  place: DocumentPlace,
  node: JsonObject,
  read: (nested: DocumentPlace) => Lazy<Schema>,
): Facets {
  const none: Facets = { ...noFacets, pointer: place.pointer };
  const ofType = (value: unknown) =>
    typeOf(value) === type || (type === "number" && typeof value === "number");
  const values = valuesOf(node)?.filter(ofType);
  if (type === "null") return none;
  // A list of both is a list of all.
  if (type === "boolean") return { ...none, values: values?.length === 1 ? values : undefined };
  if (type === "array") return { ...none, bounds: boundsOf(node), items: read(under(place, "items")) };
  if (type === "object") {
    const others = node["additionalProperties"];
    return {
      ...none,
      free: others === true || isObject(others),
      others: isObject(others) ? read(under(place, "additionalProperties")) : undefined,
      properties: propertiesOf(place, node, read),
    };
  }
  return {
    ...none,
    format: formatOf(type, node["format"]),
    values,
    excluded: isObject(node["not"]) ? valuesOf(node["not"]) : undefined,
    pattern: typeof node["pattern"] === "string" ? node["pattern"] : undefined,
    bounds: boundsOf(node),
  };
}

function propertiesOf(
  place: DocumentPlace,
  node: JsonObject,
  read: (nested: DocumentPlace) => Lazy<Schema>,
): Map<string, Property> {
  const required = Array.isArray(node["required"]) ? node["required"] : [];
  const named = isObject(node["properties"]) ? Object.entries(node["properties"]) : [];
  const properties = new Map<string, Property>();
  for (const [name, raw] of named) {
    // A request may send it, a response never has it.
    if (isObject(raw) && raw["writeOnly"] === true) continue;
    properties.set(name, {
      required: required.includes(name),
      schema: read(under(place, "properties", name)),
    });
  }
  // Beside an allOf, `required` names properties that another part describes.
  for (const name of required) {
    if (typeof name === "string" && !properties.has(name)) {
      properties.set(name, { required: true, schema: () => anySchema(place.pointer) });
    }
  }
  return properties;
}

function boundsOf(node: JsonObject): Partial<Record<Bound, number>> {
  const found: Partial<Record<Bound, number>> = {};
  for (const bound of bounds) if (typeof node[bound] === "number") found[bound] = node[bound];
  // OpenAPI 3.0 writes `exclusiveMinimum: true` beside `minimum`, 3.1 the number itself.
  for (const [key, bound, step] of [
    ["exclusiveMinimum", "minimum", 1],
    ["exclusiveMaximum", "maximum", -1],
  ] as const) {
    const exclusive = node[key] === true ? found[bound] : node[key];
    if (typeof exclusive === "number")
      found[bound] = Number.isInteger(exclusive) ? exclusive + step : exclusive;
  }
  return found;
}

function valuesOf(node: JsonObject): readonly unknown[] | undefined {
  if (Object.hasOwn(node, "const")) return [node["const"]];
  return Array.isArray(node["enum"]) ? node["enum"] : undefined;
}

/** A format says something of the types it is for alone: `date-time` nothing of the numbers beside a text. */
function formatOf(type: JsonType, format: unknown): string | undefined {
  if (typeof format !== "string") return undefined;
  const isOfNumbers = ["int32", "int64", "float", "double"].includes(format);
  if (isOfNumbers !== (type === "integer" || type === "number")) return undefined;
  // The name that generators for .NET use for a uuid.
  return format === "guid" ? "uuid" : format;
}

function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" || typeof value === "boolean"
    ? (typeof value as "string" | "boolean")
    : "object";
}
