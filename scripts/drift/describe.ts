import { printable } from "./printable.ts";
import type { Facets, JsonType, Schema } from "./schema.ts";

/** A schema in a few words: `string date-time or integer int64`. */
export function describe(schema: Schema): string {
  if (schema.types === undefined) return "anything";
  const types = [...schema.types].map(([type, facets]) => describeType(type, facets));
  return types.length === 0 ? "nothing" : types.join(" or ");
}

export function describeType(type: JsonType, { format, values }: Facets): string {
  const enumeration =
    values === undefined ? [] : [`of ${values.map((value) => printable(value)).join(", ")}`];
  return [type, format === undefined ? [] : printable(format), enumeration].flat().join(" ");
}
