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

/**
 * Text of the other document, safe to print on a line: no control or invisible character, which could move the cursor
 * or hide a part of it.
 *
 * @param most Characters that are kept: as many as a reader needs.
 */
export function printable(value: unknown, most = 200): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const line = text
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{FFFD}");
  return line.length > most ? `${line.slice(0, most)}… (${line.length} characters)` : line;
}
