import { type Context, follow, isNode, type Location, strings } from "./redocly.ts";

/**
 * The values that a schema's own `properties` allow for its tag, by `const` or `enum`. Not through `allOf`: what
 * generators and validators read is the variant's own property.
 */
export function tagsOf(schema: unknown, property: string, at: Location, context: Context): string[] {
  const properties = isNode(schema) ? schema["properties"] : undefined;
  if (!isNode(properties) || !Object.hasOwn(properties, property)) return [];
  const tag = follow(properties[property], at.child(["properties", property]), context)?.node;
  if (!isNode(tag)) return [];
  return strings(tag["const"] === undefined ? tag["enum"] : [tag["const"]]);
}
