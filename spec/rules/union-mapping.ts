import {
  type Context,
  type Found,
  followRef,
  isNode,
  isRef,
  type Node,
  placeName,
  type RedoclyRule,
  tagsOf,
} from "./redocly.ts";

/**
 * A discriminated union names its variants twice, in `oneOf` and in `mapping`, and each variant names its tag a third
 * time. Tools read different ones (validators the variants, generators the mapping), so all three must agree.
 */
export const unionMapping: RedoclyRule = () => ({
  Schema(union, context) {
    const discriminator = union["discriminator"];
    if (!isNode(discriminator)) return;
    const property = String(discriminator["propertyName"]);
    const members = Array.isArray(union["oneOf"]) ? union["oneOf"] : [];
    if (members.length === 0) {
      const message = "A discriminator needs a oneOf beside it. List the variants there, each as a $ref.";
      return context.report({ message, location: context.location.child(["discriminator"]).key() });
    }
    if (!isNode(discriminator["mapping"])) {
      const message = `This discriminator has no mapping. Add one from each value of ${property} to its variant's $ref.`;
      return context.report({ message, location: context.location.child(["discriminator"]).key() });
    }
    const mapped = mappedVariants(discriminator["mapping"], context);
    const listed = listedVariants(members, new Set(mapped.map(({ target }) => target)), context);

    for (const { tag, target, variant } of mapped) {
      const location = context.location.child(["discriminator", "mapping", tag]);
      if (!listed.has(target)) {
        const message = `${tag} maps to ${placeName(variant.location)}, which oneOf does not list. Add it to oneOf, or remove the mapping.`;
        context.report({ message, location });
      }
      reportTag(variant, property, tag, context);
    }
  },
});

interface MappedVariant {
  readonly tag: string;
  readonly target: string;
  readonly variant: Found;
}

function mappedVariants(mapping: Node, context: Context): MappedVariant[] {
  return Object.entries(mapping).flatMap(([tag, reference]) => {
    const location = context.location.child(["discriminator", "mapping", tag]);
    const ref = { $ref: reference };
    // A bare component name is legal in a mapping, but the bundler rewrites only references.
    const variant = isRef(ref) ? followRef(ref, location, context) : undefined;
    if (variant === undefined) {
      const message = `${tag} maps to ${JSON.stringify(reference)}, which leads to no schema. Write the same reference as in oneOf.`;
      context.report({ message, location });
      return [];
    }
    return { tag, target: variant.location.absolutePointer, variant };
  });
}

/** The members of `oneOf`, as places; one that no tag maps to is reported. */
function listedVariants(
  members: readonly unknown[],
  mapped: ReadonlySet<string>,
  context: Context,
): ReadonlySet<string> {
  const listed = new Set<string>();
  for (const [index, raw] of members.entries()) {
    const location = context.location.child(["oneOf", index]);
    const place = followRef(raw, location, context)?.location;
    if (place === undefined) continue;
    listed.add(place.absolutePointer);
    if (mapped.has(place.absolutePointer)) continue;
    const message = isRef(raw)
      ? `No tag maps to ${raw.$ref}. Add it to discriminator.mapping, under the value of its tag.`
      : "An inline variant can't be mapped. Move it to components/schemas, and map its tag to it.";
    context.report({ message, location });
  }
  return listed;
}

function reportTag(variant: Found, property: string, tag: string, context: Context): void {
  const { node, location } = variant;
  const tags = tagsOf(node, property, location, context);
  if (tags.length !== 1 || tags[0] !== tag) {
    const found = tags.length === 0 ? "does not fix" : `allows ${tags.join(", ")} as`;
    const message = `The mapping knows this variant as ${tag}, but it ${found} its ${property}. Give it, in its own properties, ${property}: {type: string, enum: [${tag}]}.`;
    context.report({ message, location: location.child(["properties", property]).key() });
  }
  const required = isNode(node) ? node["required"] : undefined;
  if (Array.isArray(required) && required.includes(property)) return;
  const message = `Nothing tells this variant from the others when ${property} is absent. List ${property} in its required.`;
  context.report({ message, location: location.child(["required"]).key() });
}
