import { isObject } from "../../src/shared/json.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { asAlternative, intersect, join } from "./combine-schemas.ts";
import {
  type DocumentPlace,
  membersOf,
  type OpenApiDocument,
  printable,
  resolveRef,
  targetOf,
  under,
} from "./document.ts";
import { ownSchema } from "./own-schema.ts";
import { anySchema, lazy, type Schema } from "./schema.ts";
import { inheritanceUnion, taggedUnion, tagOfMembers, type UnionMember } from "./union.ts";

/** How a schema was come to. */
interface Reading {
  /** Schemas whose alternatives are left out: one of them is what is being read. */
  readonly bare: readonly string[];
  /** An `allOf` was passed since: only then may an alternative lead back to the schema it is one of. */
  readonly inherits: boolean;
  /** How many schemas are being read, one inside the other. */
  readonly depth: number;
}

/** More than any hand-written document; less than what exhausts the stack. */
const deepest = 200;

/**
 * Normal forms by document and place, and those that are being made: what asks for one of these leads back to itself.
 * Without them, references that fan out and meet again cost exponentially.
 */
const known = new WeakMap<OpenApiDocument, Map<string, Schema | "being read">>();

/**
 * The normal form of the schema at a place; {@link anySchema} where there is none.
 *
 * @throws UsageError when it leads nowhere or only back to itself, or is no schema. What nests in its properties is
 *   read, and may throw, when it is asked for.
 */
export function readSchema(document: OpenApiDocument, place: DocumentPlace): Schema {
  return read(document, place, { bare: [], inherits: false, depth: 0 });
}

function read(document: OpenApiDocument, place: DocumentPlace, reading: Reading): Schema {
  const { node, pointer } = place;
  if (node === undefined || node === true) return anySchema(pointer);
  if (node === false) return { ...anySchema(pointer), types: new Map() };
  if (!isObject(node))
    throw new UsageError(`${printable(pointer)} is ${printable(node)}, which is no schema.`);

  const memory = known.get(document) ?? new Map<string, Schema | "being read">();
  known.set(document, memory);
  const bare = reading.bare.includes(pointer);
  const key = [pointer, ...reading.bare].join(" ");
  const before = memory.get(key);
  if (before === "being read" || (bare && !reading.inherits)) {
    throw new UsageError(`A $ref loop: ${printable(pointer)} leads back to itself.`);
  }
  if (before !== undefined) return before;
  if (reading.depth >= deepest)
    throw new UsageError(`${printable(pointer)} is nested too deeply to be read.`);
  memory.set(key, "being read");
  const schema = compose(document, place, { ...reading, depth: reading.depth + 1 }, bare);
  memory.set(key, schema);
  return schema;
}

function compose(document: OpenApiDocument, place: DocumentPlace, reading: Reading, bare: boolean): Schema {
  const { node, pointer } = place;
  if (!isObject(node)) return anySchema(pointer);
  const reference = node["$ref"] !== undefined;
  // OpenAPI 3.0 knows no siblings of a $ref, but a description there is meant as one.
  const own = ownSchema(
    reference && document.is30 ? pick(place, "description", "x-evidence") : place,
    (nested) => lazy(() => readSchema(document, nested)),
  );
  const parts = reference ? [read(document, resolveRef(document, place), reading)] : [];
  if (!(reference && document.is30)) {
    for (const part of membersOf(under(place, "allOf"))) {
      parts.push(read(document, part, { ...reading, inherits: true }));
    }
    if (!bare) parts.push(...alternatives(document, place, reading));
  }
  const whole = parts.reduce(intersect, own);
  return node["nullable"] === true && document.is30 ? orNull(whole) : whole;
}

/** The parts of `oneOf`, `anyOf` and `discriminator`. */
function alternatives(document: OpenApiDocument, place: DocumentPlace, reading: Reading): Schema[] {
  const { node, pointer } = place;
  const inside = { ...reading, bare: [...reading.bare, pointer] };
  const discriminator = under(place, "discriminator");
  const lists = ["oneOf", "anyOf"]
    .map((keyword) => membersOf(under(place, keyword)))
    .filter(({ length }) => length > 0);
  if (lists.length === 0) {
    if (!isObject(node) || !isObject(discriminator.node)) return [];
    return [
      inheritanceUnion(document, place, (variant) => read(document, variant, { ...inside, inherits: true })),
    ].filter((schema) => schema !== undefined);
  }
  return lists.map((list) => {
    const members: UnionMember[] = list.map((member) => ({
      target: targetOf(document, member).pointer,
      schema: asAlternative(read(document, member, { ...inside, inherits: false })),
    }));
    const tag = tagOfMembers(discriminator, members);
    if (tag !== undefined) return taggedUnion(document, place, tag, members);
    return { ...members.map(({ schema }) => schema).reduce(join), pointer, texts: [] };
  });
}

function pick({ node, pointer }: DocumentPlace, ...keys: readonly string[]): DocumentPlace {
  const entries = isObject(node) ? Object.entries(node).filter(([key]) => keys.includes(key)) : [];
  return { node: Object.fromEntries(entries), pointer };
}

function orNull(schema: Schema): Schema {
  if (schema.types === undefined) return schema;
  const nothing = ownSchema({ node: { type: "null" }, pointer: schema.pointer }, () => () => schema);
  return { ...schema, types: new Map([...schema.types, ...(nothing.types ?? [])]) };
}
