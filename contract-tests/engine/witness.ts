import type { Evidence } from "./check.ts";
import { evidenceOf, resolve, type Schema } from "./contract-document.ts";
import { isObject } from "./event.ts";

const eventPointer = "#/components/schemas/NotificationEvent";

/**
 * Counts, for each property and each branch of a union in the event model, how many values showed it. An answer of
 * `[]` or `[{}]` satisfies any schema; only these counts tell that it showed nothing.
 */
export type Witnesses = Map<string, number>;

/** Every property and branch of the event model, each seen 0 times. */
export function noWitnesses(): Witnesses {
  const witnesses: Witnesses = new Map();
  const visited = new Set<string>();
  const visit = (node: unknown, at: string): void => {
    const { schema, pointer } = resolve(node, at);
    if (visited.has(pointer)) return;
    visited.add(pointer);
    for (const { key, child } of [...branchesOf(schema, pointer), ...propertiesOf(schema, pointer)]) {
      if (!isWrapper(child, key)) witnesses.set(key, 0);
      visit(child, key);
    }
  };
  visit({ $ref: eventPointer }, "");
  return witnesses;
}

/** Adds what one event shows. */
export function witness(event: unknown, witnesses: Witnesses): void {
  walk({ $ref: eventPointer }, "", event, [], (key) => {
    if (witnesses.has(key)) witnesses.set(key, (witnesses.get(key) ?? 0) + 1);
  });
}

/** How the contract knows the node that describes a place in an event; the nearest one above it that says so. */
export function evidenceAt(event: unknown, pointer: string): Evidence | undefined {
  let found: Evidence | undefined;
  walk({ $ref: eventPointer }, "", event, [], (_key, node, path) => {
    const own = evidenceOf(node);
    const at = path.length === 0 ? "" : `/${path.join("/")}`;
    if (own !== undefined && (pointer === at || pointer.startsWith(`${at}/`))) found = own;
  });
  return found;
}

type Visit = (key: string, node: unknown, path: readonly string[]) => void;

function walk(node: unknown, at: string, value: unknown, path: readonly string[], visit: Visit): void {
  const { schema, pointer } = resolve(node, at);
  for (const { key, child } of branchesOf(schema, pointer)) {
    if (!matches(child, key, value)) continue;
    visit(key, child, path);
    walk(child, key, value, path, visit);
  }
  if (!isObject(value)) return;
  for (const { key, child, name } of propertiesOf(schema, pointer)) {
    if (!Object.hasOwn(value, name)) continue;
    const inner = [...path, name.replaceAll("~", "~0").replaceAll("/", "~1")];
    visit(key, child, inner);
    walk(child, key, value[name], inner, visit);
  }
}

/** A branch is chosen by its tag alone: a known tag with a wrong shape is a broken variant, not an unknown one. */
function matches(node: unknown, at: string, value: unknown): boolean {
  const { schema, pointer } = resolve(node, at);
  const branches = branchesOf(schema, pointer);
  if (branches.length > 0) return branches.some(({ key, child }) => matches(child, key, value));
  const tag = isObject(schema["properties"]) ? schema["properties"]["type"] : undefined;
  const type = isObject(value) ? value["type"] : undefined;
  if (!isObject(tag) || typeof type !== "string") return false;
  if (Array.isArray(tag["enum"])) return tag["enum"].includes(type);
  const not = tag["not"];
  return isObject(not) && Array.isArray(not["enum"]) && !not["enum"].includes(type);
}

/** A union inside a union holds no place of its own: its branches count. */
function isWrapper(node: unknown, at: string): boolean {
  const { schema, pointer } = resolve(node, at);
  return at.includes("/anyOf/") && branchesOf(schema, pointer).length > 0;
}

function branchesOf(schema: Schema, pointer: string): { key: string; child: unknown }[] {
  return ["anyOf", "oneOf"].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? list.map((child, i) => ({ key: `${pointer}/${keyword}/${i}`, child })) : [];
  });
}

function propertiesOf(schema: Schema, pointer: string): { key: string; child: unknown; name: string }[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties).map(([name, child]) => ({
    key: `${pointer}/properties/${name}`,
    child,
    name,
  }));
}
