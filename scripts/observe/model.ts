import { isObject, type JsonObject, objectAt, referenceName } from "../generate/json.ts";
import { readOpenUnion } from "../generate/open-unions.ts";

/** A property as the contract has it. */
export interface ModelProperty {
  readonly name: string;
  /** Name of the schema that has it. */
  readonly owner: string;
  /** The property as written: `$ref` or keywords, and `x-evidence`. */
  readonly definition: JsonObject;
  /** What its values are looked into with; `undefined` for those that hold no properties. */
  readonly inside: ModelUnion | ModelObject | undefined;
}

/** A schema with properties, or one that takes any. */
export interface ModelObject {
  readonly name: string;
  readonly properties: ReadonlyMap<string, ModelProperty>;
  readonly required: ReadonlySet<string>;
  /** Whether it takes properties that it does not name: what a caller or a new kind puts there is not looked into. */
  readonly free: boolean;
}

/** An open union: its variants are told by a tag. */
export interface ModelUnion {
  readonly name: string;
  readonly tag: string;
  /** Names of the schemas of the known and of the unknown kinds. */
  readonly known: string;
  readonly unknown: ModelObject;
  readonly variants: ReadonlyMap<string, ModelObject>;
}

/** `Receiver` of `UnknownReceiver`: what a schema of unknown kinds has the kinds of. */
export function kindOfUnknown({ name }: ModelObject): string {
  return name.replace(/^Unknown/, "");
}

/** The event model of the contract, unions kept as unions. */
export interface EventModel {
  readonly events: ModelUnion;
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly unions: ReadonlyMap<string, ModelUnion>;
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
      properties,
      required: new Set(Array.isArray(required) ? required.map(String) : []),
      free: schema["additionalProperties"] === true,
    };
    // Before its properties are read: a schema may come back to itself.
    objects.set(name, object);
    for (const [property, definition] of Object.entries(objectAt(schema, "properties"))) {
      if (!isObject(definition)) continue;
      const target = referenceName(definition);
      const inside = target === undefined ? undefined : readInside(target);
      properties.set(property, { name: property, owner: name, definition, inside });
    }
    return object;
  }

  function readInside(name: string): ModelUnion | ModelObject | undefined {
    const schema = objectAt(schemas, name);
    if (readOpenUnion(schema, schemas)) return readUnion(name);
    return isObject(schema["properties"]) ? readObject(name) : undefined;
  }

  function readUnion(name: string): ModelUnion {
    const known = unions.get(name);
    if (known) return known;
    const schema = objectAt(schemas, name);
    const union = readOpenUnion(schema, schemas);
    if (union === undefined) throw new Error(`${name} of the contract is no open union.`);
    const members = schema["anyOf"];
    const variants = [...union.variants].map(([tag, target]) => [tag, readObject(target)] as const);
    const made: ModelUnion = {
      name,
      tag: union.tag,
      known: referenceName(Array.isArray(members) ? members[0] : undefined) ?? "",
      unknown: readObject(union.unknown),
      variants: new Map(variants),
    };
    unions.set(name, made);
    return made;
  }

  return { events: readUnion("NotificationEvent"), objects, unions };
}
