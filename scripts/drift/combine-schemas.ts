import { bounds, type Facets, type JsonType, type Lazy, lazy, type Property, type Schema } from "./schema.ts";

/** Both apply: the parts of an `allOf`, or the siblings of a `$ref` and its target. The place is that of `outer`. */
export function intersect(outer: Schema, inner: Schema): Schema {
  if (outer === inner) return outer;
  return {
    pointer: outer.pointer,
    evidence: outer.evidence ?? inner.evidence,
    texts: together(outer.texts, inner.texts),
    deprecated: outer.deprecated || inner.deprecated,
    default: outer.default ?? inner.default,
    types: intersectTypes(outer.types, inner.types),
  };
}

/** One of the two applies: alternatives that no tag distinguishes. */
export function join(a: Schema, b: Schema): Schema {
  if (a === b) return a;
  return {
    pointer: a.pointer,
    evidence: undefined,
    texts: together(a.texts, b.texts),
    deprecated: a.deprecated && b.deprecated,
    default: a.default ?? b.default,
    types: a.types && b.types && joinTypes(a.types, b.types),
  };
}

/** Each type of a member keeps the member's evidence, because the whole has its own. */
export function asAlternative(member: Schema): Schema {
  const { types, evidence } = member;
  if (types === undefined || evidence === undefined) return member;
  return { ...member, types: new Map([...types].map(([type, facets]) => [type, { ...facets, evidence }])) };
}

function intersectTypes(a: Schema["types"], b: Schema["types"]): Schema["types"] {
  if (a === undefined || b === undefined) return a ?? b;
  const types = new Map<JsonType, Facets>();
  for (const [type, facets] of a) {
    const other = b.get(type) ?? (type === "integer" ? b.get("number") : undefined);
    if (other !== undefined) types.set(type, intersectFacets(facets, other));
  }
  const whole = b.get("integer");
  const number = a.get("number");
  if (whole !== undefined && number !== undefined && !a.has("integer")) {
    types.set("integer", intersectFacets(number, whole));
  }
  return types;
}

export function intersectFacets(a: Facets, b: Facets): Facets {
  if (a === b) return a;
  const properties = new Map(a.properties);
  for (const [name, property] of b.properties) {
    const mine = a.properties.get(name);
    properties.set(name, mine === undefined ? property : intersectProperties(mine, property));
  }
  return {
    pointer: a.pointer,
    evidence: a.evidence ?? b.evidence,
    format: a.format ?? b.format,
    values:
      a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
    excluded: a.excluded ?? b.excluded,
    pattern: a.pattern ?? b.pattern,
    bounds: combineBounds(a, b, "tighter"),
    properties,
    free: a.free || b.free,
    others: bothOf(a.others, b.others, intersect) ?? a.others ?? b.others,
    items: bothOf(a.items, b.items, intersect) ?? a.items ?? b.items,
    union: a.union === undefined || a.union.variants.size === 0 ? (b.union ?? a.union) : a.union,
  };
}

function joinTypes(
  a: ReadonlyMap<JsonType, Facets>,
  b: ReadonlyMap<JsonType, Facets>,
): ReadonlyMap<JsonType, Facets> {
  const types = new Map(a);
  for (const [type, facets] of b) {
    const mine = a.get(type);
    types.set(type, mine === undefined ? facets : joinFacets(mine, facets));
  }
  return types;
}

function joinFacets(a: Facets, b: Facets): Facets {
  if (a === b) return a;
  const properties = new Map<string, Property>();
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    const mine = a.properties.get(name);
    const other = b.properties.get(name);
    const required = mine?.required === true && other?.required === true;
    const schema = mine && other ? lazy(() => join(mine.schema(), other.schema())) : (mine ?? other)?.schema;
    if (schema !== undefined) properties.set(name, { required, schema });
  }
  return {
    pointer: a.pointer,
    evidence: a.evidence ?? b.evidence,
    format: a.format === b.format ? a.format : undefined,
    values: a.values && b.values && together(a.values, b.values),
    excluded: undefined,
    pattern: a.pattern === b.pattern ? a.pattern : undefined,
    bounds: combineBounds(a, b, "looser"),
    properties,
    free: a.free || b.free,
    others: bothOf(a.others, b.others, join),
    items: bothOf(a.items, b.items, join),
    union: a.union ?? b.union,
  };
}

function bothOf(
  a: Lazy<Schema> | undefined,
  b: Lazy<Schema> | undefined,
  combine: (a: Schema, b: Schema) => Schema,
): Lazy<Schema> | undefined {
  return a && b && lazy(() => combine(a(), b()));
}

function intersectProperties(a: Property, b: Property): Property {
  return { required: a.required || b.required, schema: lazy(() => intersect(a.schema(), b.schema())) };
}

function combineBounds(a: Facets, b: Facets, wanted: "tighter" | "looser"): Facets["bounds"] {
  const combined: { -readonly [Key in keyof Facets["bounds"]]: Facets["bounds"][Key] } = {};
  for (const bound of bounds) {
    const [x, y] = [a.bounds[bound], b.bounds[bound]];
    if (x === undefined || y === undefined) {
      const only = wanted === "tighter" ? (x ?? y) : undefined;
      if (only !== undefined) combined[bound] = only;
      continue;
    }
    const larger = bound.startsWith("min") === (wanted === "tighter");
    combined[bound] = larger ? Math.max(x, y) : Math.min(x, y);
  }
  return combined;
}

function together<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])];
}
