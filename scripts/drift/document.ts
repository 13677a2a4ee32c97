import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import { isObject, type JsonObject } from "../../src/shared/json.ts";
import { escapePointer, unescapePointer } from "../../src/shared/json-pointer.ts";
import { UsageError } from "../../src/shared/usage-error.ts";

/** An OpenAPI document, parsed but not resolved: of a large one, only what the compared operations reach is read. */
export interface OpenApiDocument {
  readonly root: JsonObject;
  /** As the document says, such as `3.0.3`. */
  readonly openapi: string;
  /** OpenAPI 3.0 spells null, exclusive bounds and the siblings of `$ref` its own way. */
  readonly is30: boolean;
}

/** A value of a document and its place, as a JSON pointer such as `#/components/schemas/Event`. */
export interface DocumentPlace {
  readonly node: unknown;
  readonly pointer: string;
}

/** @throws UsageError when `value` is no OpenAPI document of a version that is read here. */
export function openDocument(value: unknown, name: string): OpenApiDocument {
  const openapi = isObject(value) ? value["openapi"] : undefined;
  if (!isObject(value) || openapi === undefined) {
    const swagger = isObject(value) && value["swagger"] !== undefined;
    throw new UsageError(
      swagger
        ? `${name} is a Swagger 2.0 document. Convert it to OpenAPI 3 first.`
        : `${name} is not an OpenAPI document: it has no "openapi" at its top.`,
    );
  }
  if (typeof openapi === "number") {
    throw new UsageError(`${name} says openapi: ${openapi} as a number. Write it as text: openapi: "3.1.0".`);
  }
  if (typeof openapi !== "string" || !/^3\.[01](\.\d+)?(-.*)?$/.test(openapi)) {
    throw new UsageError(`${name} says openapi: ${printable(openapi)}. Versions 3.0 and 3.1 can be read.`);
  }
  const { paths } = value;
  if (paths !== undefined && !isObject(paths)) {
    throw new UsageError(`${name} is not an OpenAPI document: its "paths" is not an object.`);
  }
  return { root: value, openapi, is30: openapi.startsWith("3.0") };
}

/** The place under `keys`; its node is undefined where there is nothing. */
export function under(place: DocumentPlace, ...keys: readonly (string | number)[]): DocumentPlace {
  let { node, pointer } = place;
  for (const key of keys) {
    node = childOf(node, String(key));
    pointer += `/${escapePointer(String(key))}`;
  }
  return { node, pointer };
}

/** The places of the members of an object or an array; none for anything else. */
export function membersOf(place: DocumentPlace): (DocumentPlace & { readonly key: string })[] {
  const { node, pointer } = place;
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).map(([key, value]) => ({
    key,
    node: value,
    pointer: `${pointer}/${escapePointer(key)}`,
  }));
}

/**
 * The place itself, then each target of a `$ref`. The siblings of a `$ref` come first, its target last.
 *
 * @throws UsageError when a `$ref` leads nowhere, outside the document, or in a circle.
 */
export function followRefs(
  document: OpenApiDocument,
  start: DocumentPlace,
): [DocumentPlace, ...DocumentPlace[]] {
  const chain: [DocumentPlace, ...DocumentPlace[]] = [start];
  const seen = new Set([start.pointer]);
  for (let here = start; isObject(here.node) && here.node["$ref"] !== undefined; ) {
    here = resolveRef(document, here);
    if (seen.has(here.pointer))
      throw new UsageError(`A $ref loop: ${printable(here.pointer)} leads back to itself.`);
    seen.add(here.pointer);
    chain.push(here);
  }
  return chain;
}

/** The end of the `$ref`s from a place. */
export function targetOf(document: OpenApiDocument, place: DocumentPlace): DocumentPlace {
  return followRefs(document, place).at(-1) ?? place;
}

export function rootOf(document: OpenApiDocument): DocumentPlace {
  return { node: document.root, pointer: "#" };
}

/** The target of the `$ref` at a place, which may be a `$ref` again. */
export function resolveRef(document: OpenApiDocument, place: DocumentPlace): DocumentPlace {
  const reference = isObject(place.node) ? place.node["$ref"] : undefined;
  const shown = `The $ref ${printable(reference)} at ${printable(place.pointer)}`;
  if (typeof reference !== "string") throw new UsageError(`${shown} is no text.`);
  if (!reference.startsWith("#")) {
    throw new UsageError(`${shown} leads outside the document. Bundle it first: npx redocly bundle.`);
  }
  const keys = reference.slice(1).split("/");
  if (keys.shift() !== "") {
    throw new UsageError(
      `${shown} names an $anchor, which this command does not follow. Write a JSON pointer: #/components/schemas/Name.`,
    );
  }
  const target = under(rootOf(document), ...keys.map(decodeKey));
  if (target.node === undefined) throw new UsageError(`${shown} leads nowhere.`);
  return target;
}

function childOf(node: unknown, key: string): unknown {
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
  return Reflect.get(node, key);
}

function decodeKey(key: string): string {
  let decoded = key;
  try {
    decoded = decodeURIComponent(key);
  } catch {
    // Not percent-encoded after all: taken as it is written.
  }
  return unescapePointer(decoded);
}

/** More than any API's document; less than what fills the memory. */
export const largestDocument: number = 200_000_000;

/** Each level of a schema nests two or three deep in the document. Merge keys share what hundreds of operations have. */
const options = { schema: CORE_SCHEMA.withTags(mergeTag), maxDepth: 1000, maxTotalMergeKeys: 1_000_000 };

/**
 * Reads JSON or YAML. The core schema keeps dates the texts they are.
 *
 * @param name What the text came from, for errors.
 * @throws UsageError when it is neither.
 */
export function parseDocument(text: string, name: string): unknown {
  // No form of either may contain it, and UTF-16 read as UTF-8 does after each Latin letter.
  if (text.includes("\0"))
    throw new UsageError(`${name} is not UTF-8 text. If it is UTF-16, save it as UTF-8.`);
  const plain = text.replace(/^\uFEFF/, "");
  try {
    // JSON is YAML, but its own parser takes a tenth of the time.
    return /^\s*\{/.test(plain) ? JSON.parse(plain) : load(plain, options);
  } catch (error) {
    if (/^\s*\{/.test(plain)) {
      // YAML in flow style starts with a brace too.
      try {
        return load(plain, options);
      } catch {
        // Told in the words of the likelier of the two.
      }
    }
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(`${name} is neither JSON nor YAML: ${printable(reason)}`);
  }
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
