import { readdirSync, readFileSync } from "node:fs";
import { nodeAt } from "../../../contract-tests/contract-model/document.ts";
import { isObject } from "../../../src/shared/json.ts";
import { parsePointer } from "../../../src/shared/json-pointer.ts";
import { frozenContract } from "../../testing/frozen-contract.ts";
import { type OpenApiDocument, openDocument, parseDocument } from "../document.ts";

/** One edited document: what was changed in which, and what the comparison must say of it. */
export interface Fixture {
  readonly title: string;
  /** Documents of the vendor's kind; `contract` is our frozen one, compared with itself. */
  readonly base: "today" | "detailed" | "inline" | "contract";
  /** Made in our contract first, where it has nothing to change. Only with `contract`. */
  readonly before: readonly Change[];
  readonly change: readonly Change[];
  /** The rules it must give. It must give no other. */
  readonly must: readonly string[];
  /** Places in spec/ that it must propose to raise, among others. */
  readonly raises: readonly string[];
}

export type Change =
  | { readonly set: string; readonly to: unknown }
  | { readonly move: string; readonly to: string }
  | { readonly remove: string };

const folder = new URL("../fixtures/", import.meta.url);

/** The fixtures of every topic: each file of `edits/` names its own. */
export function readFixtures(): Fixture[] {
  const topics = readdirSync(new URL("edits/", folder));
  const read = topics.flatMap((file) => Object.values(parseFile(`edits/${file}`) as object));
  return read.map(({ title = "", base = "today", before = [], change = [], must = [], raises = [] }) => {
    return { title, base, before, change, must, raises };
  });
}

const parsed = new Map<string, unknown>();

/** The document of a base: a copy, which may be changed. */
export function baseValue(base: Fixture["base"]): unknown {
  if (base === "contract") return frozenContract();
  const file = `documents/${base}.${base === "detailed" ? "json" : "yaml"}`;
  if (!parsed.has(file)) parsed.set(file, parseFile(file));
  return structuredClone(parsed.get(file));
}

/** A document with changes made. `value` is changed in place. */
export function changed(value: unknown, changes: readonly Change[]): OpenApiDocument {
  for (const change of changes) applyChange(value, change);
  return openDocument(value, "the fixture");
}

function applyChange(value: unknown, change: Change): void {
  if ("move" in change) {
    const moved = isObject(value) ? nodeAt(value, change.move) : undefined;
    applyChange(value, { remove: change.move });
    applyChange(value, { set: change.to, to: moved });
    return;
  }
  const pointer = "set" in change ? change.set : change.remove;
  const keys = parsePointer(pointer);
  const last = keys.pop() ?? "";
  let holder = value as Record<string, unknown>;
  for (const key of keys) {
    const next = holder[key];
    if (typeof next !== "object" || next === null) {
      if (!("set" in change)) throw new Error(`A fixture removes ${pointer}, which is not there.`);
      holder[key] = {};
    }
    holder = holder[key] as Record<string, unknown>;
  }
  if ("set" in change) holder[last] = structuredClone(change.to);
  else if (isObject(holder) && Object.hasOwn(holder, last)) delete holder[last];
  else throw new Error(`A fixture removes ${pointer}, which is not there.`);
}

function parseFile(path: string): unknown {
  return parseDocument(readFileSync(new URL(path, folder), "utf8"), path);
}
