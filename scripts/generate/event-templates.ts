/**
 * The sandbox prints events from templates: JSON texts with blanks such as `<timestamp>`, which it fills in for each event.
 * They are made here, so that a change of the contract reaches the sandbox without a change of its code.
 *
 * A template follows the schemas. The values of its properties come from the contract's examples, wherever a schema's
 * property has one, and are invented from the schema elsewhere. The templates of a kind show together every known variant
 * of every union and every value of every enum: an object takes the first sample of each of its properties, then the
 * second of each, and so on until the longest list is used up.
 */
import { readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { isObject, type JsonObject, objectAt, referenceName, valueAt } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";
import { SpecError } from "./bundle.ts";
import { readEventOperations, readEventUnion } from "./contract-data.ts";
import { placeBehind, placeOf, printTemplate, sampleLeaf, shownValues } from "./template-values.ts";

/** The templates of one kind, each one JSON text with blanks. */
export interface KindTemplates {
  /** With the properties that are required or that an example shows. */
  readonly usual: readonly string[];
  /** With every property of the schemas. */
  readonly complete: readonly string[];
}

/** `event-templates.js` and its declaration. */
export function renderEventTemplates(document: JsonObject): { js: string; dts: string } {
  const templates = readEventTemplates(document);
  const kinds = [...templates.keys()].map((kind) => JSON.stringify(kind)).join(" | ");
  return {
    js: `${codeBanner}
export const eventTemplates = ${JSON.stringify(Object.fromEntries(templates), null, 2)};
`,
    dts: `${codeBanner}
/** Events of one kind as JSON texts, with blanks such as \`<timestamp>\`. Every known variant of every union is in one. */
export interface EventTemplates {
  /** With the properties that are required or that an example of the contract shows. */
  readonly usual: readonly [string, ...string[]];
  /** With every property of the contract. */
  readonly complete: readonly [string, ...string[]];
}

/** The templates of the events that the sandbox generates, by kind. */
export declare const eventTemplates: Readonly<Record<${kinds}, EventTemplates>>;
`,
  };
}

/**
 * The templates of each kind.
 *
 * @throws SpecError when a value cannot be invented; the message says where an example would help.
 */
export function readEventTemplates(document: JsonObject): ReadonlyMap<string, KindTemplates> {
  const schemas = objectAt(document, "components", "schemas");
  const union = readEventUnion(document);
  const shown = shownValues(document);
  return new Map(
    readEventOperations(document).map(({ kind, eventType }) => {
      const name = union.variants.get(eventType) ?? "";
      const print = (complete: boolean): string[] => {
        const samples = createSampler({ schemas, shown, complete })(reference(name), [], name);
        if (samples.length > 0) return samples.map(printTemplate);
        throw new SpecError(
          `The sandbox cannot make an event of type ${eventType}: ${name} requires itself.`,
        );
      };
      return [kind, { usual: print(false), complete: print(true) }];
    }),
  );
}

interface SamplerOptions {
  readonly schemas: JsonObject;
  /** The value of each property that the examples show, by {@link placeOf}. */
  readonly shown: ReadonlyMap<string, unknown>;
  /** Whether to add optional properties that no example shows. */
  readonly complete: boolean;
}

/**
 * The samples of a schema.
 *
 * @param path The properties that lead to it from the event.
 * @param place Where it is written: the name of its schema, or the property of one.
 * @returns None where the schema requires itself.
 */
type Sampler = (schema: unknown, path: readonly string[], place: string) => readonly unknown[];

function createSampler({ schemas, shown, complete }: SamplerOptions): Sampler {
  const open = new Set<string>();

  const sample: Sampler = (schema, path, place) => {
    const name = isObject(schema) ? referenceName(schema) : undefined;
    if (name !== undefined) {
      if (open.has(name)) return [];
      open.add(name);
      const samples = sample(schemas[name], path, placeBehind(schemas[name], name, place));
      open.delete(name);
      return samples;
    }
    if (!isObject(schema)) return [{}];
    const members = readOpenUnion(schema, schemas)?.variants.values();
    if (members) return [...members].flatMap((member) => sample(reference(member), path, member));
    for (const choice of [schema["oneOf"], schema["anyOf"]]) {
      if (Array.isArray(choice)) return choice.flatMap((member) => sample(member, path, place));
    }
    const parts: unknown = schema["allOf"];
    if (Array.isArray(parts))
      return zip(
        parts.map((part) => sample(part, path, place)),
        mergeObjects,
      );
    if (isObject(schema["properties"])) return sampleObject(schema, path, place);
    if (isObject(schema["items"])) return [[...sample(schema["items"], path, `${place}/items`)]];
    return sampleLeaf(schema, path, place, shown);
  };

  const sampleObject = (schema: JsonObject, path: readonly string[], place: string): readonly unknown[] => {
    const { required } = schema;
    const names = Object.keys(objectAt(schema, "properties"));
    const lists = names.map((name) => {
      const inside = placeOf(place, name);
      const isRequired = Array.isArray(required) && required.includes(name);
      if (!isRequired && !complete && !shown.has(inside)) return [undefined];
      const samples = sample(valueAt(schema, "properties", name), [...path, name], inside);
      return samples.length === 0 && !isRequired ? [undefined] : samples;
    });
    return zip(lists, (values) => Object.fromEntries(names.map((name, index) => [name, values[index]])));
  };
  return sample;
}

/** The first values of all lists, then the second ones, until the longest is used up. None where a list is empty. */
function zip<Item>(
  lists: readonly (readonly unknown[])[],
  join: (values: readonly unknown[]) => Item,
): readonly Item[] {
  if (lists.some((list) => list.length === 0)) return [];
  const length = Math.max(1, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => join(lists.map((list) => list[index % list.length])));
}

function mergeObjects(values: readonly unknown[]): unknown {
  return Object.assign({}, ...values);
}

function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}
