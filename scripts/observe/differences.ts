import {
  allowsNull,
  type EventModel,
  type ModelObject,
  type ModelProperty,
  type ModelUnion,
} from "../../contract-tests/contract-model/event-model.ts";
import { raisableLevel } from "../../contract-tests/contract-model/evidence.ts";
import { typeOfShape, type ValueShape } from "../../contract-tests/engine/value-shape.ts";
import type { Learned, Sighting } from "./learned.ts";
import type { KindsTally, Tally } from "./tally.ts";

interface AboutProperty {
  readonly property: ModelProperty;
  readonly sighting: Sighting;
  /** Times the object that has it was seen. */
  readonly of: number;
  /** Times that what `what` says was seen. */
  readonly count: number;
}

/** Something that was seen and that the contract says otherwise, less surely, or not at all. */
export type Difference =
  /** A statement that was seen to hold, and that this raises to `observed`. */
  | (AboutProperty & { readonly what: "held" })
  | (AboutProperty & {
      readonly what: "null" | "no-uuid" | "beyond-int32" | "negative" | "seconds" | "no-instant" | "missing";
    })
  | (AboutProperty & { readonly what: "other-type"; readonly types: readonly string[] })
  | {
      readonly what: "undocumented";
      readonly object: ModelObject;
      readonly name: string;
      readonly learned: Learned;
      readonly of: number;
      /** A documented property that was never seen and could be this one. */
      readonly instead: ModelProperty | undefined;
    }
  | {
      readonly what: "unknown-kind";
      /** The unions that would know it: all that share one schema of unknown kinds. */
      readonly unions: readonly [ModelUnion, ...ModelUnion[]];
      readonly tag: string;
      readonly learned: Learned;
      readonly of: number;
    };

/** Smallest share of objects with a new property for it to be the renamed form of one that never occurs. */
const renamedShare = 0.9;

/** The observations that the contract lacks, in the contract's order. */
export function findDifferences(model: EventModel, tally: Tally): readonly Difference[] {
  const kinds = [...tally.kinds].flatMap(([unknown, counts]) => unknownKinds(model, unknown, counts));
  const properties = [...model.objects.values()].flatMap((object) => {
    // Its values become those of the kinds that are made known, each with a schema of its own. What is left of the
    // unknown ones is then as little seen as it was before.
    if (tally.kinds.has(object)) return [];
    const of = tally.objects.get(object)?.seen ?? 0;
    if (of === 0) return [];
    const own = [...object.properties.values()].flatMap((property) => {
      const sighting = tally.properties.get(property);
      return sighting === undefined ? [] : ofProperty(object, { property, sighting, of });
    });
    return [...own, ...undocumented(object, tally, of)];
  });
  return [...kinds, ...properties];
}

function unknownKinds(model: EventModel, unknown: ModelObject, counts: KindsTally): Difference[] {
  const [first, ...others] = [...model.unions.values()].filter((union) => union.unknown === unknown);
  if (first === undefined) return [];
  return [...counts.unknown].map(([tag, learned]) => ({
    what: "unknown-kind",
    unions: [first, ...others],
    tag,
    learned,
    of: countKinds(counts),
  }));
}

/** How many values of a kind there were, known or not. */
function countKinds({ known, unknown, hidden }: KindsTally): number {
  const seen = [...known.values(), ...[...unknown.values()].map((one) => one.seen)];
  return seen.reduce((sum, count) => sum + count, hidden);
}

function ofProperty(object: ModelObject, about: Omit<AboutProperty, "count">): Difference[] {
  const { property, sighting, of } = about;
  const { definition } = property;
  const count = (test: (shape: ValueShape) => boolean) =>
    [...sighting.shapes].reduce((sum, [shape, times]) => sum + (test(shape) ? times : 0), 0);
  const expected = expectedTypes(property);
  const differs = (shape: ValueShape) => shape !== "null" && !expected.includes(typeOfShape(shape));
  const types = [...new Set([...sighting.shapes.keys()].filter(differs).map(typeOfShape))];
  const found: Difference[] = [];
  const add = (
    what: Exclude<Difference["what"], "other-type" | "undocumented" | "unknown-kind">,
    times: number,
  ) => {
    if (times > 0) found.push({ what, ...about, count: times });
  };
  add("null", expected.includes("null") ? 0 : count((shape) => shape === "null"));
  if (types.length > 0) found.push({ what: "other-type", ...about, types, count: count(differs) });
  const isText = (shape: ValueShape) => typeOfShape(shape) === "string";
  const { format, minimum, maximum } = definition;
  add("no-uuid", format === "uuid" ? count((shape) => isText(shape) && !shape.startsWith("uuid")) : 0);
  add("beyond-int32", maximum === undefined ? 0 : count((shape) => shape === "integer beyond int32"));
  add("negative", minimum === undefined ? 0 : count((shape) => shape === "negative integer"));
  if (format === "int64") {
    const isNoInstant = (shape: ValueShape) => typeOfShape(shape) === "integer" && !/seconds$/.test(shape);
    add(
      "seconds",
      count((shape) => shape === "seconds"),
    );
    add("no-instant", count(isNoInstant));
  }
  if (raisableLevel(definition) !== undefined && found.length === 0) add("held", sighting.seen);
  if (object.required.has(property.name)) add("missing", of - sighting.seen);
  return found;
}

/** The JSON types that the contract allows. */
function expectedTypes({ definition, inside }: ModelProperty): readonly string[] {
  const { type } = definition;
  if (inside !== undefined) return allowsNull(definition) ? ["object", "null"] : ["object"];
  return Array.isArray(type) ? type.map(String) : [String(type)];
}

function undocumented(object: ModelObject, tally: Tally, of: number): Difference[] {
  const unseen = [...object.properties.values()].filter((one) => tally.properties.get(one)?.seen === 0);
  const found = tally.objects.get(object)?.undocumented ?? new Map<string, Learned>();
  return [...found].map(([name, learned]) => {
    const types = [...learned.shapes.keys()].map(typeOfShape);
    const instead = unseen.find((one) => types.every((type) => expectedTypes(one).includes(type)));
    const often = learned.seen >= of * renamedShare;
    return { what: "undocumented", object, name, learned, of, instead: often ? instead : undefined };
  });
}
