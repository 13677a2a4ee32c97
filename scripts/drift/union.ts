import { isObject } from "../../src/shared/json.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { intersect, join } from "./combine-schemas.ts";
import {
  type DocumentPlace,
  followRefs,
  membersOf,
  type OpenApiDocument,
  resolveRef,
  rootOf,
  targetOf,
  under,
} from "./document.ts";
import {
  anySchema,
  type Facets,
  type JsonType,
  lazy,
  noFacets,
  type Schema,
  type Union,
  type Variant,
} from "./schema.ts";

/** A member of a `oneOf` or `anyOf`, and the component it is in the end, if it is one. */
export interface UnionMember {
  readonly target: string;
  readonly schema: Schema;
}

/** The property that distinguishes the members: by `discriminator`, by that of a member, or only by its values. */
export function tagOfMembers(
  discriminator: DocumentPlace,
  members: readonly UnionMember[],
): string | undefined {
  const objects = members.flatMap(({ schema }) => schema.types?.get("object") ?? []);
  if (objects.length === 0) return undefined;
  const said = isObject(discriminator.node) ? discriminator.node["propertyName"] : undefined;
  if (typeof said === "string") return said;
  const nested = objects.find(({ union }) => union !== undefined)?.union?.tag;
  if (nested !== undefined || objects.length === 1) return nested;
  return [...(objects[0]?.properties.keys() ?? [])].find((name) => {
    const tags = objects.map((object) => tagFacets(object, name)?.values ?? []);
    return tags.every(({ length }) => length === 1) && new Set(tags.flat()).size === tags.length;
  });
}

/** Members of a `oneOf` or `anyOf` that a tag distinguishes. Members that are not objects stay plain alternatives. */
export function taggedUnion(
  document: OpenApiDocument,
  place: DocumentPlace,
  tag: string,
  members: readonly UnionMember[],
): Schema {
  const mapping = readMapping(document, place);
  const variants = new Map<string, Variant>();
  let unknown: Schema | undefined;
  let nestedMapping = false;
  for (const [index, { target, schema }] of members.entries()) {
    const object = schema.types?.get("object");
    if (object === undefined) continue;
    const { union, ...shared } = object;
    if (union !== undefined && union.tag === tag) {
      const base = ofObject(schema, { ...shared, union: undefined });
      for (const [key, variant] of union.variants) {
        variants.set(key, { ...variant, schema: lazy(() => intersect(variant.schema(), base)) });
      }
      unknown ??= union.unknown;
      nestedMapping ||= union.mapped;
      if (union.variants.size > 0) continue;
    }
    const facets = tagFacets(object, tag);
    if (facets?.excluded !== undefined) {
      unknown = schema;
      continue;
    }
    const mapped = mapping.filter(([, place]) => place.pointer === target).map(([key]) => key);
    const written = (facets?.values ?? []).filter((value) => typeof value === "string");
    const namedOnly = mapped.length === 0 && written.length === 0;
    const keys = namedOnly ? [nameOf(target, index)] : mapped.length > 0 ? mapped : written;
    for (const key of keys) variants.set(key, { schema: () => schema, mapped: mapped.length > 0, namedOnly });
  }
  const union: Union = { tag, mapped: nestedMapping || mapping.length > 0, variants, unknown };
  const object: Facets = { ...noFacets, pointer: place.pointer, union };
  const others = members.map(({ schema }) => withoutObject(schema)).reduce(join);
  const types = new Map<JsonType, Facets>([["object", object], ...(others.types ?? [])]);
  return { ...anySchema(place.pointer), types };
}

/**
 * An object whose variants are written as `allOf` of it: those its `mapping` names, and the components that refer to it.
 *
 * @param read Reads a variant without the alternatives of its base, that is, without itself.
 */
export function inheritanceUnion(
  document: OpenApiDocument,
  place: DocumentPlace,
  read: (variant: DocumentPlace) => Schema,
): Schema | undefined {
  const tag = under(place, "discriminator", "propertyName").node;
  if (typeof tag !== "string") return undefined;
  const mapping = readMapping(document, place);
  const variants = new Map<string, Variant>();
  for (const [key, target] of mapping) {
    variants.set(key, { schema: lazy(() => read(target)), mapped: true, namedOnly: false });
  }
  const mapped = new Set(mapping.map(([, target]) => target.pointer));
  for (const heir of heirsOf(document, place.pointer)) {
    if (mapped.has(heir.pointer)) continue;
    const schema = read(heir);
    const object = schema.types?.get("object");
    const [written] = (object && tagFacets(object, tag)?.values) ?? [];
    const namedOnly = typeof written !== "string";
    variants.set(namedOnly ? nameOf(heir.pointer, 0) : written, {
      schema: () => schema,
      mapped: false,
      namedOnly,
    });
  }
  const union: Union = { tag, mapped: mapping.length > 0, variants, unknown: undefined };
  return {
    ...anySchema(place.pointer),
    types: new Map([["object", { ...noFacets, pointer: place.pointer, union }]]),
  };
}

export function tagFacets(object: Facets, tag: string): Facets | undefined {
  return object.properties.get(tag)?.schema().types?.get("string");
}

function readMapping(
  document: OpenApiDocument,
  place: DocumentPlace,
): [tag: string, target: DocumentPlace][] {
  return membersOf(under(place, "discriminator", "mapping")).flatMap(({ key, node, pointer }) => {
    if (typeof node !== "string") return [];
    const byName = under(rootOf(document), "components", "schemas", node);
    const named =
      byName.node === undefined ? resolveRef(document, { node: { $ref: node }, pointer }) : byName;
    return [[key, targetOf(document, named)]];
  });
}

const heirs = new WeakMap<OpenApiDocument, Map<string, DocumentPlace[]>>();

/** The components that are `allOf` of a schema, among others: by the place that a `$ref` leads to, however it is written. */
function heirsOf(document: OpenApiDocument, pointer: string): readonly DocumentPlace[] {
  let index = heirs.get(document);
  if (index === undefined) {
    index = new Map();
    for (const component of membersOf(under(rootOf(document), "components", "schemas"))) {
      for (const part of membersOf(under(component, "allOf"))) {
        for (const { pointer: base } of basesOf(document, part)) {
          const list = index.get(base) ?? [];
          list.push(component);
          index.set(base, list);
        }
      }
    }
    heirs.set(document, index);
  }
  return index.get(pointer) ?? [];
}

/**
 * The target of a part of an `allOf`, through any aliases. A `$ref` may be broken in components that are not compared.
 */
function basesOf(document: OpenApiDocument, part: DocumentPlace): DocumentPlace[] {
  try {
    return followRefs(document, part).slice(1);
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

function nameOf(pointer: string, index: number): string {
  const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(pointer) ?? [];
  return name ?? `alternative ${index + 1}`;
}

function ofObject(schema: Schema, object: Facets): Schema {
  return { ...schema, evidence: undefined, types: new Map([["object", object]]) };
}

function withoutObject(schema: Schema): Schema {
  return { ...schema, types: new Map([...(schema.types ?? [])].filter(([type]) => type !== "object")) };
}
