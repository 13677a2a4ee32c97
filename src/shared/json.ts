/** A JSON object whose members are of any type. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether a value is a JSON object, arrays excluded. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text without the byte order mark that editors and shells of Windows begin a file with. `JSON.parse` rejects it. */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

/** The value at a path of keys. */
export function valueAt(node: unknown, ...keys: readonly string[]): unknown {
  let here = node;
  for (const key of keys) here = isObject(here) ? here[key] : undefined;
  return here;
}

/** The object at a path of keys; an empty one where there is none. */
export function objectAt(node: unknown, ...keys: readonly string[]): JsonObject {
  const found = valueAt(node, ...keys);
  return isObject(found) ? found : {};
}

/** The last part of a local reference: `Event` of `#/components/schemas/Event`; undefined when there is no reference. */
export function referenceName(node: unknown): string | undefined {
  const reference = isObject(node) ? node["$ref"] : node;
  return typeof reference === "string" ? reference.split("/").at(-1) : undefined;
}
