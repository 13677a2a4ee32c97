/**
 * The content of a template: a blank if the value differs from event to event, otherwise a value from the contract's
 * examples, or one that fits the schema.
 */
import { followReference } from "../../contract-tests/contract-model/document.ts";
import { readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { isObject, type JsonObject, objectAt, referenceName, valueAt } from "../../src/shared/json.ts";
import { SpecError } from "./bundle.ts";
import { readEventOperations } from "./contract-data.ts";

/**
 * The samples of a schema without properties: every value of an enum, else one, and null where the schema allows it.
 *
 * @param path The properties that lead to it from the event.
 * @param place Where it is written, as in {@link placeOf}.
 * @throws SpecError when a keyword such as `pattern` asks for a value that no example shows.
 */
export function sampleLeaf(
  schema: JsonObject,
  path: readonly string[],
  place: string,
  shown: ReadonlyMap<string, unknown>,
): readonly unknown[] {
  if ("const" in schema) return [schema["const"]];
  if (Array.isArray(schema["enum"])) return schema["enum"];
  const types = [schema["type"]].flat();
  const blank = blankAt(path, types, schema["format"]);
  // Without them the events have no order and no identity.
  const isKey = path.length === 1 && ["id", "timestamp"].includes(path[0] ?? "");
  if (blank !== undefined) return types.includes("null") && !isKey ? [blank, null] : [blank];
  const given = shown.get(place) ?? schema["example"] ?? valueAt(schema, "examples", "0");
  const values = given === undefined ? types.flatMap((type) => invent(type, schema, place)) : [given];
  return types.includes("null") && !values.includes(null) ? [...values, null] : values;
}

function invent(type: unknown, schema: JsonObject, place: string): unknown[] {
  if (type === "null") return [];
  if (type === "boolean") return [true, false];
  const rule = uninventable.find((keyword) => schema[keyword] !== undefined);
  if (rule !== undefined) {
    throw new SpecError(
      `The sandbox needs a value for ${place}, and cannot invent one for ${rule}. Show it in an example of the events, or give the schema an example.`,
    );
  }
  if (type === "integer" || type === "number") return [inventNumber(schema)];
  if (type === "string") return [schema["format"] === "date-time" ? "2026-01-01T00:00:00Z" : "synthetic"];
  return [type === "array" ? [] : {}];
}

/** Keywords that an invented value might violate. */
const uninventable: readonly string[] = [
  ...["pattern", "minLength", "maxLength"],
  ...["multipleOf", "exclusiveMaximum"],
  ...["minItems", "contains", "minProperties"],
];

function inventNumber({ minimum, maximum, exclusiveMinimum }: JsonObject): number {
  const least = typeof minimum === "number" ? minimum : Number.NEGATIVE_INFINITY;
  const above = typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : Number.NEGATIVE_INFINITY;
  const most = typeof maximum === "number" ? maximum : Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(1, least, above));
}

// Private characters, since `<` and `>` may be in a value.
const [opening, closing] = ["\ue000", "\ue001"];
const numeric = ["timestamp", "stamp-time", "notification"];

/**
 * The value that is filled in for each event. No schema says which value belongs to the event, the send, the contact or
 * the notification, so the names of properties decide. A property with any other name has the same value in every
 * event.
 */
function blankAt(path: readonly string[], types: readonly unknown[], format: unknown): string | undefined {
  const name = path.at(-1) ?? "";
  const blank = (what: string, detail?: string): string =>
    `${opening}${what}${detail === undefined ? "" : `:${encodeURIComponent(detail)}`}${closing}`;
  const inStamp = path.at(-2) === "stamp";
  if (types.includes("integer")) {
    if (path.length === 1 && name === "timestamp") return blank("timestamp");
    if (inStamp && name === "time") return blank("stamp-time");
    return path[1] === "detail" && path.length === 4 && name === "id" ? blank("notification") : undefined;
  }
  if (!types.includes("string")) return undefined;
  if (path.length === 1 && name === "id") return blank("event");
  if (format === "uuid") return blank(inStamp ? "stamp" : "notification", name);
  if (format !== undefined) return undefined;
  if (name === "id") return `00${blank("contact")}`;
  if (name === "unicity") return `contact-${blank("contact")}@example.com`;
  return name === "hash" ? blank("digest") : undefined;
}

/** An event with blanks as text, in ASCII: the sandbox counts on a character being a byte. */
export function printTemplate(event: unknown): string {
  const text = JSON.stringify(event)
    .replaceAll(/[<\u0080-\ud7ff\ue002-\uffff]|[\ud800-\udfff]/g, escapeUnit)
    .replaceAll(new RegExp(`"(${opening}(?:${numeric.join("|")})${closing})"`, "g"), "$1");
  return text.replaceAll(opening, "<").replaceAll(closing, ">");
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * The first value that the examples of the operations show of each property, by {@link placeOf}. Variants of unknown kinds
 * are not looked into.
 */
export function shownValues(document: JsonObject): ReadonlyMap<string, unknown> {
  const schemas = objectAt(document, "components", "schemas");
  const shown = new Map<string, unknown>();
  const visit = (schema: unknown, value: unknown, place: string): void => {
    const name = isObject(schema) ? referenceName(schema) : undefined;
    if (name !== undefined) visit(schemas[name], value, placeBehind(schemas[name], name, place));
    if (!isObject(schema)) return;
    const union = readOpenUnion(schema, schemas);
    if (union !== undefined) {
      const variant = union.variants.get(String(valueAt(value, union.tag)));
      if (variant !== undefined) visit(schemas[variant], value, variant);
      return;
    }
    for (const member of ["oneOf", "anyOf", "allOf"].flatMap((keyword) => schema[keyword] ?? [])) {
      visit(member, value, place);
    }
    if (Array.isArray(value)) for (const item of value) visit(schema["items"], item, `${place}/items`);
    for (const [property, definition] of Object.entries(objectAt(schema, "properties"))) {
      const inside = placeOf(place, property);
      const shownHere = valueAt(value, property);
      if (shownHere === undefined) continue;
      if (!shown.has(inside)) shown.set(inside, shownHere);
      visit(definition, shownHere, inside);
    }
  };
  for (const { operation } of readEventOperations(document)) {
    const { node } = followReference(document, valueAt(operation, "responses", "200"), "");
    const content = objectAt(node, "content");
    for (const { schema, examples } of Object.values(content).filter(isObject)) {
      for (const example of Object.values(isObject(examples) ? examples : {})) {
        const name = referenceName(example);
        const written = name === undefined ? example : objectAt(document, "components", "examples", name);
        visit(schema, valueAt(written, "value"), "");
      }
    }
  }
  return shown;
}

/** Names a property by the schema that has it. */
export function placeOf(owner: string, property: string): string {
  return `${owner}.${property}`;
}

/** The place behind a reference: a schema with properties names them, any other is named by the property that refers to it. */
export function placeBehind(target: unknown, name: string, place: string): string {
  return isObject(valueAt(target, "properties")) ? name : place;
}
