/**
 * The normal form of a schema, in which two documents of unlike layout can be compared: references followed, `allOf`
 * merged, `nullable` and type lists made one, alternatives grouped by JSON type, and variants of a union by their tag.
 * Whatever nests is read when it is asked for, so that a recursive schema has a normal form too.
 */
import { printable } from "./document.ts";
import type { HeldEvidence } from "./evidence.ts";

export type JsonType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

export const bounds = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
export type Bound = (typeof bounds)[number];

export interface Schema {
  /** Its place: for a property, the place of the property and not of the component it refers to. */
  readonly pointer: string;
  /** How our contract knows it; absent in the other document. */
  readonly evidence: HeldEvidence | undefined;
  /** Every description and title on the way to it. */
  readonly texts: readonly string[];
  readonly deprecated: boolean;
  readonly default: unknown;
  /** The bounds of each allowed JSON type; undefined if any type is allowed. */
  readonly types: ReadonlyMap<JsonType, Facets> | undefined;
}

/** The bounds of the values of one JSON type. */
export interface Facets {
  readonly pointer: string;
  /** Only of this alternative, such as the number that `start` takes beside a date. */
  readonly evidence: HeldEvidence | undefined;
  readonly format: string | undefined;
  /** `enum` or `const`. */
  readonly values: readonly unknown[] | undefined;
  /** Values that `not: {enum}` shuts out: how the unknown member of an open union is written. */
  readonly excluded: readonly unknown[] | undefined;
  readonly pattern: string | undefined;
  readonly bounds: Readonly<Partial<Record<Bound, number>>>;
  readonly properties: ReadonlyMap<string, Property>;
  /** Other properties are allowed in so many words. */
  readonly free: boolean;
  /** The schema of other properties, if there is one. */
  readonly others: Lazy<Schema> | undefined;
  readonly items: Lazy<Schema> | undefined;
  readonly union: Union | undefined;
}

export interface Property {
  readonly required: boolean;
  readonly schema: Lazy<Schema>;
}

/**
 * Variants of an object that a property, the tag, distinguishes. Their common parts are in the facets that contain the
 * union.
 */
export interface Union {
  readonly tag: string;
  /** Whether a `mapping` lists the tags. */
  readonly mapped: boolean;
  readonly variants: ReadonlyMap<string, Variant>;
  /** The member that takes every other tag. */
  readonly unknown: Schema | undefined;
}

export interface Variant {
  readonly schema: Lazy<Schema>;
  /** Whether the `mapping` names it. */
  readonly mapped: boolean;
  /** Its tag is not written anywhere: the key is the name of its schema. */
  readonly namedOnly: boolean;
}

export type Lazy<T> = () => T;

/** Computes once. Without it, thunks over thunks over a shared schema cost twice as much at each level. */
export function lazy<T>(compute: Lazy<T>): Lazy<T> {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

export const noFacets: Omit<Facets, "pointer"> = {
  evidence: undefined,
  format: undefined,
  values: undefined,
  excluded: undefined,
  pattern: undefined,
  bounds: {},
  properties: new Map(),
  free: false,
  others: undefined,
  items: undefined,
  union: undefined,
};

/** Nothing is said. */
export function anySchema(pointer: string): Schema {
  return { pointer, evidence: undefined, texts: [], deprecated: false, default: undefined, types: undefined };
}

/** A schema in a few words: `string date-time or integer int64`. */
export function describeSchema(schema: Schema): string {
  if (schema.types === undefined) return "anything";
  const types = [...schema.types].map(([type, facets]) => describeType(type, facets));
  return types.length === 0 ? "nothing" : types.join(" or ");
}

/** One JSON type in a few words: `integer int32 from 1 to 1000`. */
export function describeType(type: JsonType, { format, values, bounds }: Facets): string {
  const enumeration =
    values === undefined ? [] : [`of ${values.map((value) => printable(value)).join(", ")}`];
  return [type, format === undefined ? [] : printable(format), enumeration, describeBounds(bounds)]
    .flat()
    .join(" ");
}

function describeBounds(limits: Facets["bounds"]): string[] {
  const range = (least: number | undefined, most: number | undefined, unit: string) => {
    if (least === undefined && most === undefined) return [];
    if (most === undefined) return [`from ${least}${unit}`];
    return [least === undefined ? `up to ${most}${unit}` : `from ${least} to ${most}${unit}`];
  };
  return [
    ...range(limits.minimum, limits.maximum, ""),
    ...range(limits.minLength, limits.maxLength, " characters"),
    ...range(limits.minItems, limits.maxItems, " items"),
  ];
}
