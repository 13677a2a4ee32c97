import { intersectFacets, join } from "./combine-schemas.ts";
import type { Comparison, Spot } from "./comparison.ts";
import { printable } from "./document.ts";
import { type Facets, noFacets, type Union, type Variant } from "./schema.ts";
import { tagFacets } from "./union.ts";

/** The tag of the union whose variant is being compared. */
export interface Tagged {
  readonly name: string;
  /** Whether the other document uses the same tag; then it need not list it as a property. */
  readonly declared: boolean;
  /** The other document names the value that it has here. */
  readonly stated: boolean;
}

type UnionFacets = Facets & { readonly union: Union };

/** Compares a union of ours with its counterpart: a union, an object that only has the tag, or nothing. */
export function compareUnion(
  comparison: Comparison,
  ours: UnionFacets,
  theirs: Facets | undefined,
  spot: Spot,
  compareVariant: (ours: Facets, theirs: Facets | undefined, spot: Spot, tag: Tagged) => void,
): void {
  const { tag } = ours.union;
  const inside: Spot = { ...spot, pointer: ours.pointer, kind: undefined };
  const listed = theirs === undefined ? undefined : listTags(theirs, tag);
  if (theirs !== undefined) compareTag(comparison, ours, theirs, inside);

  for (const [key, variant] of ours.union.variants) {
    // The other kinds of events are compared where they belong.
    if (spot.kind !== undefined && key !== spot.kind) continue;
    const mine = objectOf(variant);
    const found = theirs?.union && findVariant(theirs.union, key);
    if (theirs !== undefined && listed !== undefined && found === undefined && !listed.includes(key)) {
      reportRemoved(
        comparison,
        ours.union,
        theirs,
        key,
        { ...inside, evidence: tagEvidence(mine, tag) },
        listed,
      );
      continue;
    }
    const facetsOfVariant = found && objectOf(found);
    if (found?.mapped === true) compareMapped(comparison, theirs, facetsOfVariant, tag, key, inside);
    else if (found !== undefined && theirs?.union?.mapped === true && ours.union.mapped) {
      const values = { ours: key, theirs: "no such tag in the mapping", theirPointer: theirs.pointer };
      comparison.differs("response-property-discriminator-mapping-deleted", inside, values);
    }
    const base = theirs && { ...theirs, union: undefined };
    const other =
      base && facetsOfVariant ? intersectFacets(facetsOfVariant, base) : base && variantsJoined(theirs);
    compareVariant(mine, other, inside, {
      name: tag,
      declared: theirs?.union?.tag === tag,
      stated: (found !== undefined && !found.namedOnly) || listed?.includes(key) === true,
    });
  }
  if (theirs !== undefined) reportAdded(comparison, ours.union, theirs, listed ?? [], inside);
  const unknown = ours.union.unknown?.types?.get("object");
  // No schema says that other kinds may come, so our evidence for that stays.
  if (unknown !== undefined)
    comparison.judged({ ...inside, evidence: tagEvidence(unknown, tag) }, "unstated");
}

/** The common part of all variants, and the union of all their properties. */
export function variantsJoined(theirs: Facets): Facets {
  const { union, ...base } = theirs;
  const plain: Facets = { ...base, union: undefined };
  const [first, ...others] = [...(union?.variants.values() ?? [])];
  if (first === undefined) return plain;
  const joined = others.reduce((schema, variant) => join(schema, variant.schema()), first.schema());
  const object = joined.types?.get("object");
  return object === undefined ? plain : { ...intersectFacets(plain, object), union: undefined };
}

function compareTag(comparison: Comparison, ours: UnionFacets, theirs: Facets, spot: Spot): void {
  const { tag } = ours.union;
  if (theirs.union?.tag === tag) return;
  const values = { ours: `by ${tag}`, theirPointer: theirs.pointer };
  if (theirs.union !== undefined) {
    const rule = "response-property-discriminator-property-name-changed";
    comparison.differs(rule, spot, { ...values, theirs: `by ${printable(theirs.union.tag)}` });
    return;
  }
  // A property with listed values is a tag without a discriminator.
  if (tagFacets(theirs, tag)?.values !== undefined) return;
  // The evidence is at the tag of the unknown member, because that member covers any value.
  const evidence = tagEvidence(ours.union.unknown?.types?.get("object") ?? firstVariant(ours.union), tag);
  if (!comparison.expects(evidence)) return;
  comparison.differs(
    "response-property-discriminator-removed",
    { ...spot, evidence },
    { ...values, theirs: "no discriminator" },
  );
}

/** The tags that the other document lists, if it lists them all; undefined where it leaves open which there are. */
function listTags(theirs: Facets, tag: string): readonly string[] | undefined {
  const { union } = theirs;
  if (union !== undefined && union.variants.size > 0) {
    // Names of schemas are no tags: any of them may be the one that is looked for, unless a mapping says which is which.
    const variants = [...union.variants];
    if (union.unknown !== undefined) return undefined;
    if (!union.mapped && variants.some(([, { namedOnly }]) => namedOnly)) return undefined;
    return variants.flatMap(([key, { namedOnly }]) => (namedOnly ? [] : [key]));
  }
  return tagFacets(theirs, tag)?.values?.filter((value) => typeof value === "string");
}

function findVariant(union: Union, key: string): Variant | undefined {
  const exact = union.variants.get(key);
  if (exact !== undefined) return exact;
  // Without mapping a tag is the name of its schema, as documents mostly do not mean: ActivationEvent for activation.
  const wanted = plainName(key);
  const named = [...union.variants].filter(
    ([name, variant]) => variant.namedOnly && plainName(name).includes(wanted),
  );
  return named.length === 1 ? named[0]?.[1] : undefined;
}

function compareMapped(
  comparison: Comparison,
  theirs: Facets | undefined,
  variant: Facets | undefined,
  tag: string,
  key: string,
  spot: Spot,
): void {
  const values = variant && tagFacets(variant, tag)?.values;
  if (values === undefined || values.includes(key)) return;
  comparison.differs("response-property-discriminator-mapping-changed", spot, {
    ours: `${key} is ${key}`,
    theirs: `${key} is the variant whose ${tag} is ${printable(values.join(", "))}`,
    theirPointer: variant?.pointer ?? theirs?.pointer,
  });
}

function reportRemoved(
  comparison: Comparison,
  ours: Union,
  theirs: Facets,
  key: string,
  spot: Spot,
  listed: readonly string[],
): void {
  const values = { ours: key, theirs: printable(listed.join(", ")), theirPointer: theirs.pointer };
  if (theirs.union === undefined || theirs.union.variants.size === 0) {
    comparison.differs("response-property-enum-value-removed", spot, values);
  } else {
    comparison.differs("response-property-one-of-removed", spot, values);
    if (ours.mapped && theirs.union.mapped) {
      comparison.differs("response-property-discriminator-mapping-deleted", spot, values);
    }
  }
  comparison.judged(spot, "contradicted");
}

function reportAdded(
  comparison: Comparison,
  ours: Union,
  theirs: Facets,
  listed: readonly string[],
  spot: Spot,
): void {
  const open = ours.unknown !== undefined;
  const variants = theirs.union?.variants ?? new Map<string, Variant>();
  const matched = new Set(
    [...ours.variants.keys()].map((key) => theirs.union && findVariant(theirs.union, key)),
  );
  const fresh =
    variants.size > 0
      ? [...variants].filter(([, variant]) => !matched.has(variant)).map(([name]) => name)
      : listed.filter((name) => !ours.variants.has(name));
  const rule = variants.size > 0 ? "response-property-one-of-added" : "response-property-enum-value-added";
  const known = [...ours.variants.keys()].join(", ");
  for (const name of fresh) {
    const their = variants.get(name)?.schema().pointer ?? theirs.pointer;
    comparison.differs(rule, spot, { ours: known, theirs: printable(name), theirPointer: their, open });
  }
  if (!comparison.strict) return;
  const opens = theirs.union?.unknown !== undefined;
  if (open === opens) return;
  const change = opens ? "response-property-one-of-added" : "response-property-one-of-removed";
  const any = "any other kind";
  comparison.differs(change, spot, {
    ours: open ? any : known,
    theirs: opens ? any : known,
    theirPointer: theirs.pointer,
  });
}

function objectOf(variant: Variant): Facets {
  const { pointer, types } = variant.schema();
  return types?.get("object") ?? { ...noFacets, pointer };
}

function firstVariant(union: Union): Facets | undefined {
  const [first] = union.variants.values();
  return first && objectOf(first);
}

function tagEvidence(object: Facets | undefined, tag: string): Spot["evidence"] {
  return object?.properties.get(tag)?.schema().evidence;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
