import { isObject, type JsonObject, objectAt, referenceName, valueAt } from "../../src/shared/json.ts";
import { escapePointer, parsePointer } from "../../src/shared/json-pointer.ts";
import { type EvidenceLevel, evidenceOf } from "./evidence.ts";

/** An open union of the contract: `anyOf: [Known, Unknown]`, where `Known` has a discriminator with a mapping. */
export interface OpenUnion {
  /** Property that holds the tag. */
  readonly tag: string;
  /** Name of the schema of the known kinds. */
  readonly known: string;
  /** Name of the schema of each known tag. */
  readonly variants: ReadonlyMap<string, string>;
  /** Name of the schema of all other tags. */
  readonly unknown: string;
}

/** Reads a schema as an open union; undefined when it is none. */
export function readOpenUnion(schema: unknown, schemas: JsonObject): OpenUnion | undefined {
  const members: unknown = isObject(schema) ? schema["anyOf"] : undefined;
  if (!Array.isArray(members) || members.length !== 2) return undefined;
  const [known = "", unknown] = members.map(referenceName);
  const discriminator = objectAt(schemas, known, "discriminator");
  const tag = discriminator["propertyName"];
  if (unknown === undefined || typeof tag !== "string") return undefined;
  const mapping = Object.entries(objectAt(discriminator, "mapping"));
  const variants = new Map(mapping.map(([value, target]) => [value, referenceName(target) ?? ""]));
  return { tag, known, variants, unknown };
}

/** A property as the contract has it. */
export interface ModelProperty {
  readonly name: string;
  /** Name of the schema that has it. */
  readonly owner: string;
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  /** How the contract knows it. */
  readonly evidence: EvidenceLevel | undefined;
  /** The property as written: `$ref` or keywords, and `x-evidence`. */
  readonly definition: JsonObject;
  /** The schema of its values; `undefined` for values that hold no properties. */
  readonly inside: ModelUnion | ModelObject | undefined;
}

/** A schema with properties, or one that takes any. */
export interface ModelObject {
  readonly name: string;
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  readonly evidence: EvidenceLevel | undefined;
  readonly properties: ReadonlyMap<string, ModelProperty>;
  readonly required: ReadonlySet<string>;
  /** Whether it takes properties that it does not name. Whatever a caller or a new kind puts there is not looked into. */
  readonly free: boolean;
}

/** An open union, whose variants a tag distinguishes. */
export interface ModelUnion extends Pick<OpenUnion, "tag" | "known"> {
  readonly name: string;
  readonly unknown: ModelObject;
  readonly variants: ReadonlyMap<string, ModelObject>;
  /** The known variants in the order of `oneOf`, then the unknown one. */
  readonly branches: readonly ModelBranch[];
}

/** A branch of a union and where the bundle lists it. */
export interface ModelBranch {
  /** JSON pointer to the entry of `oneOf` or `anyOf`. */
  readonly pointer: string;
  readonly object: ModelObject;
}

/** The event model of the contract, unions kept as unions. */
export interface EventModel {
  readonly events: ModelUnion;
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly unions: ReadonlyMap<string, ModelUnion>;
}

/** `Receiver` of `UnknownReceiver`: what a schema of unknown kinds has the kinds of. */
export function kindOfUnknown({ name }: ModelObject): string {
  return name.replace(/^Unknown/, "");
}

/** Reads the event model from the bundle. */
export function readEventModel(document: JsonObject): EventModel {
  const schemas = objectAt(document, "components", "schemas");
  const objects = new Map<string, ModelObject>();
  const unions = new Map<string, ModelUnion>();

  function readObject(name: string): ModelObject {
    const known = objects.get(name);
    if (known) return known;
    const schema = objectAt(schemas, name);
    const properties = new Map<string, ModelProperty>();
    const { required } = schema;
    const object: ModelObject = {
      name,
      pointer: schemaPointer(name),
      evidence: evidenceOf(schema),
      properties,
      required: new Set(Array.isArray(required) ? required.map(String) : []),
      free: schema["additionalProperties"] === true,
    };
    // Before its properties are read: a schema may come back to itself.
    objects.set(name, object);
    for (const [property, definition] of Object.entries(objectAt(schema, "properties"))) {
      if (!isObject(definition)) continue;
      const target = referenceName(withoutNull(definition));
      properties.set(property, {
        name: property,
        owner: name,
        pointer: `${object.pointer}/properties/${escapePointer(property)}`,
        evidence: evidenceOf(definition) ?? (target === undefined ? undefined : evidenceOf(schemas[target])),
        definition,
        inside: target === undefined ? undefined : readInside(target),
      });
    }
    return object;
  }

  function readInside(name: string): ModelUnion | ModelObject | undefined {
    const schema = objectAt(schemas, name);
    if (readOpenUnion(schema, schemas)) return readUnion(name);
    return isObject(schema["properties"]) ? readObject(name) : undefined;
  }

  function readUnion(name: string): ModelUnion {
    const seen = unions.get(name);
    if (seen) return seen;
    const union = readOpenUnion(objectAt(schemas, name), schemas);
    if (union === undefined) throw new Error(`${name} of the contract is no open union.`);
    const { tag, known } = union;
    const variants = new Map([...union.variants].map(([value, target]) => [value, readObject(target)]));
    const unknown = readObject(union.unknown);
    const listed = valueAt(schemas, known, "oneOf");
    const branches = (Array.isArray(listed) ? listed : []).map((member, index) => ({
      pointer: `${schemaPointer(known)}/oneOf/${index}`,
      object: readObject(referenceName(member) ?? ""),
    }));
    const open = { pointer: `${schemaPointer(name)}/anyOf/1`, object: unknown };
    const read: ModelUnion = { name, tag, known, unknown, variants, branches: [...branches, open] };
    unions.set(name, read);
    return read;
  }

  return { events: readUnion("NotificationEvent"), objects, unions };
}

/**
 * The branch of a union that a value's tag selects; none where the tag is no string. The tag alone decides: a known tag
 * with a wrong shape is a broken variant, not an unknown one.
 */
export function branchFor(union: ModelUnion, value: JsonObject): ModelBranch | undefined {
  const tag = value[union.tag];
  if (typeof tag !== "string") return undefined;
  const object = union.variants.get(tag) ?? union.unknown;
  return union.branches.find((branch) => branch.object === object);
}

/** A schema without the `null` beside it: `anyOf: [{ $ref }, { type: "null" }]` has the properties of the reference. */
function withoutNull(schema: JsonObject): unknown {
  const members = schema["anyOf"] ?? schema["oneOf"];
  const others = (Array.isArray(members) ? members : []).filter((one) => !isNull(one));
  return others.length === 1 ? others[0] : schema;
}

/** Whether a schema allows `null` by its own keywords. */
export function allowsNull({ type, anyOf, oneOf }: JsonObject): boolean {
  return [type].flat().includes("null") || [anyOf ?? oneOf ?? []].flat().some(isNull);
}

function isNull(schema: unknown): boolean {
  return isObject(schema) && schema["type"] === "null";
}

/**
 * The properties that a place in an event may be, as JSON pointers into the bundle: more than one where variants share a
 * name.
 *
 * @param eventType The `type` of the event.
 * @param place JSON pointer into the event, such as `/source/detail/execution/id`.
 */
export function propertiesAt(model: EventModel, eventType: string, place: string): readonly string[] {
  const known = model.events.variants.get(eventType);
  let objects: readonly ModelObject[] = [...(known ? [known] : []), model.events.unknown];
  let pointers = objects.map(({ pointer }) => pointer);
  for (const name of parsePointer(place)) {
    const properties = objects.flatMap((object) => object.properties.get(name) ?? []);
    pointers = properties.map(({ pointer }) => pointer);
    objects = properties.flatMap(({ inside }) => objectsIn(inside));
  }
  return pointers;
}

function objectsIn(inside: ModelProperty["inside"]): readonly ModelObject[] {
  if (inside === undefined) return [];
  return "variants" in inside ? inside.branches.map(({ object }) => object) : [inside];
}

function schemaPointer(name: string): string {
  return `#/components/schemas/${name}`;
}
