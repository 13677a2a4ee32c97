import {
  type Context,
  type Found,
  followRef,
  isNode,
  type Location,
  type Node,
  placeName,
  type RedoclyRule,
  strings,
  tagsOf,
} from "./redocly.ts";

/**
 * The vendor adds kinds without notice, so a union of known kinds stands in an `anyOf` beside a catch-all: a schema
 * whose tag is `{type: string, not: {enum: [every known tag]}}`. If a known tag were missing in that list, a known kind
 * with a wrong shape would pass as unknown. If the list had one tag too many, that kind would be rejected.
 */
export const openUnion: RedoclyRule = () => {
  const discriminated: {
    readonly property: string;
    readonly tags: readonly string[];
    readonly location: Location;
  }[] = [];
  const opened = new Set<string>();

  return {
    Schema(schema, context) {
      const known = discriminatorTags(schema);
      if (known !== undefined) discriminated.push({ ...known, location: context.location });
      if (!Array.isArray(schema["anyOf"])) return;

      const members = schema["anyOf"].flatMap(
        (raw, index) => followRef(raw, context.location.child(["anyOf", index]), context) ?? [],
      );
      for (const catchAll of members.flatMap((member) => catchAllOf(member, context) ?? [])) {
        const others = members.filter((member) => member !== catchAll.member);
        for (const other of others) opened.add(other.location.absolutePointer);
        compare(catchAll, others, context);
      }
    },
    Root: {
      leave(_root, context) {
        for (const { property, tags, location } of discriminated) {
          if (opened.has(location.absolutePointer)) continue;
          const message = `This union is closed: a ${property} that the vendor adds would be rejected. Wrap it in anyOf: [this, unknown], where unknown has ${property}: {type: string, not: {enum: [${tags.join(", ")}]}}.`;
          context.report({ message, location: location.child(["discriminator"]).key() });
        }
      },
    },
  };
};

interface CatchAll {
  readonly member: Found;
  readonly property: string;
  readonly tag: Found & { readonly node: Node };
  /** The values that the tag must not have. */
  readonly excluded: readonly string[];
}

/** A member of an `anyOf` as catch-all: it excludes values of one of its properties. */
function catchAllOf(member: Found, context: Context): CatchAll | undefined {
  const properties = isNode(member.node) ? member.node["properties"] : undefined;
  for (const [property, raw] of Object.entries(isNode(properties) ? properties : {})) {
    const tag = followRef(raw, member.location.child(["properties", property]), context);
    const not = isNode(tag?.node) ? tag.node["not"] : undefined;
    if (tag === undefined || !isNode(tag.node) || !isNode(not) || !Array.isArray(not["enum"])) continue;
    return {
      member,
      property,
      tag: { node: tag.node, location: tag.location },
      excluded: strings(not["enum"]),
    };
  }
  return undefined;
}

function compare({ property, tag, excluded }: CatchAll, others: readonly Found[], context: Context): void {
  const known = new Set<string>();
  for (const { node, location } of others) {
    const union = discriminatorTags(node);
    const tags = union?.property === property ? union.tags : tagsOf(node, property, location, context);
    for (const value of tags) known.add(value);
    if (tags.length > 0) continue;
    if (union?.property === property) return; // No mapping: np6/union-mapping says so, and nothing can be compared.
    const message = `Beside a catch-all for ${property}, this must be told by its ${property} too. Give it a discriminator, or a one-value enum, on ${property}.`;
    context.report({ message, location: location.child([]) });
  }
  if (tag.node["type"] !== "string") {
    const message = `The catch-all's ${property} takes values that are no strings. Add type: string beside not.`;
    context.report({ message, location: tag.location.key() });
  }
  const missing = [...known].filter((value) => !excluded.includes(value));
  const surplus = excluded.filter((value) => !known.has(value));
  if (missing.length > 0) {
    const message = `The catch-all takes the known ${property} ${missing.join(", ")}, so a wrong shape of it would pass as unknown. Add it to this list.`;
    context.report({ message, location: tag.location.child(["not", "enum"]).key() });
  }
  if (surplus.length > 0) {
    const where = others.map(({ location }) => placeName(location)).join(", ");
    const message = `The catch-all excludes the ${property} ${surplus.join(", ")}, which ${where} does not know, so it would be rejected. Remove it here, or add it there.`;
    context.report({ message, location: tag.location.child(["not", "enum"]).key() });
  }
}

/** The tags that a discriminated union maps. */
function discriminatorTags(schema: unknown): { property: string; tags: string[] } | undefined {
  const discriminator = isNode(schema) ? schema["discriminator"] : undefined;
  if (!isNode(discriminator)) return undefined;
  const mapping = discriminator["mapping"];
  return {
    property: String(discriminator["propertyName"]),
    tags: isNode(mapping) ? Object.keys(mapping) : [],
  };
}
