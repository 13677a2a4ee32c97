import type { Evidence } from "./check.ts";
import { evidenceOf, resolve } from "./contract-document.ts";
import { isObject } from "./event.ts";

/**
 * Counts, for each property and each branch of a union in the event model, how many events showed it. An answer of
 * `[]` or `[{}]` satisfies any schema; only these counts tell that it showed nothing.
 */
export type Witnesses = Map<string, number>;

/** A schema of the event model, read once: walking the document for each event would take longer than all requests. */
interface ModelNode {
  readonly evidence: Evidence | undefined;
  readonly branches: readonly { readonly key: string; readonly node: ModelNode }[];
  readonly properties: ReadonlyMap<string, { readonly key: string; readonly node: ModelNode }>;
  /** Whether a tag selects this schema; `undefined` for one that is no variant of a union. */
  readonly accepts: ((tag: string) => boolean) | undefined;
}

const model = readModel({ $ref: "#/components/schemas/NotificationEvent" }, "", new Map());

/** Every property and branch of the event model, each seen 0 times. */
export function noWitnesses(): Witnesses {
  const witnesses: Witnesses = new Map();
  const visited = new Set<ModelNode>();
  const visit = (node: ModelNode): void => {
    if (visited.has(node)) return;
    visited.add(node);
    for (const { key, node: child } of [...node.branches, ...node.properties.values()]) {
      // A union inside a union holds no place of its own: its branches count.
      if (!(key.includes("/anyOf/") && child.branches.length > 0)) witnesses.set(key, 0);
      visit(child);
    }
  };
  visit(model);
  return witnesses;
}

/** Adds what one event shows. */
export function witness(event: unknown, witnesses: Witnesses): void {
  walk(model, event, "", (key) => {
    const count = witnesses.get(key);
    if (count !== undefined) witnesses.set(key, count + 1);
  });
}

/** A statement of the contract about a place in an event. */
export interface Description {
  /** JSON pointer into the bundled contract. */
  readonly pointer: string;
  readonly evidence: Evidence | undefined;
}

/** What the contract says of each place in an event, by JSON pointer into the event. */
export function describedPlaces(event: unknown): ReadonlyMap<string, Description> {
  const places = new Map<string, Description>();
  walk(model, event, "", (pointer, { evidence }, path) => {
    if (evidence !== undefined || !places.has(path)) places.set(path, { pointer, evidence });
  });
  return places;
}

/** The statement about a place in an event; of one that the contract does not describe, the nearest one above it. */
export function describedAt(event: unknown, pointer: string): Description | undefined {
  let found: Description | undefined;
  for (const [path, description] of describedPlaces(event)) {
    const covers = pointer === path || pointer.startsWith(`${path}/`);
    if (covers && description.evidence !== undefined) found = description;
  }
  return found;
}

/** The numbers of an event at places that the contract describes, with their pointers. */
export function numbersOf(event: unknown): { readonly pointer: string; readonly value: number }[] {
  const numbers: { readonly pointer: string; readonly value: number }[] = [];
  walk(model, event, "", (_key, _node, pointer, value) => {
    if (typeof value === "number") numbers.push({ pointer, value });
  });
  return numbers;
}

/** How the contract knows the node that describes a place in an event; the nearest one above it that says so. */
export function evidenceAt(event: unknown, pointer: string): Evidence | undefined {
  return describedAt(event, pointer)?.evidence;
}

type Visit = (key: string, node: ModelNode, path: string, value: unknown) => void;

function walk(node: ModelNode, value: unknown, path: string, visit: Visit): void {
  if (!isObject(value)) return;
  const tag = value["type"];
  for (const branch of node.branches) {
    // Chosen by its tag alone: a known tag with a wrong shape is a broken variant, not an unknown one.
    if (typeof tag !== "string" || !accepts(branch.node, tag)) continue;
    visit(branch.key, branch.node, path, value);
    walk(branch.node, value, path, visit);
  }
  for (const [name, property] of node.properties) {
    if (!Object.hasOwn(value, name)) continue;
    const inner = `${path}/${name}`;
    visit(property.key, property.node, inner, value[name]);
    walk(property.node, value[name], inner, visit);
  }
}

function accepts(node: ModelNode, tag: string): boolean {
  return node.accepts?.(tag) ?? node.branches.some((branch) => accepts(branch.node, tag));
}

function readModel(definition: unknown, at: string, known: Map<string, ModelNode>): ModelNode {
  const { schema, pointer } = resolve(definition, at);
  const seen = known.get(pointer);
  if (seen) return { ...seen, evidence: evidenceOf(definition) ?? seen.evidence };
  const branches = ["anyOf", "oneOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list)
      ? list.map((child, i) => {
          const key = `${pointer}/${keyword}/${i}`;
          return { key, node: readModel(child, key, known) };
        })
      : [];
  });
  const properties = new Map(
    Object.entries(isObject(schema["properties"]) ? schema["properties"] : {}).map(([name, child]) => {
      const key = `${pointer}/properties/${name}`;
      return [name, { key, node: readModel(child, key, known) }];
    }),
  );
  const node = {
    evidence: evidenceOf(definition) ?? evidenceOf(schema),
    branches,
    properties,
    accepts: tagTest(schema),
  };
  known.set(pointer, node);
  return node;
}

function tagTest(schema: Readonly<Record<string, unknown>>): ModelNode["accepts"] {
  const tag = isObject(schema["properties"]) ? schema["properties"]["type"] : undefined;
  if (!isObject(tag)) return undefined;
  const { enum: allowed, not } = tag;
  if (Array.isArray(allowed)) return (type) => allowed.includes(type);
  const excluded = isObject(not) ? not["enum"] : undefined;
  return Array.isArray(excluded) ? (type) => !excluded.includes(type) : undefined;
}
