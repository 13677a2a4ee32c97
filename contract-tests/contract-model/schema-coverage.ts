import { isObject } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import {
  branchFor,
  type EventModel,
  type ModelObject,
  type ModelProperty,
  type ModelUnion,
} from "./event-model.ts";
import type { EvidenceLevel } from "./evidence.ts";

/**
 * Counts, for each property and each branch of a union in the event model, how many events showed it. A response of
 * `[]` or `[{}]` satisfies any schema. Only these counts show that it proved nothing.
 */
export type SchemaCoverage = Map<string, number>;

/** Every property and branch of the event model, each seen 0 times. */
export function emptyCoverage(model: EventModel): SchemaCoverage {
  const coverage: SchemaCoverage = new Map();
  const visited = new Set<ModelUnion | ModelObject>();
  const visit = (node: ModelProperty["inside"]): void => {
    if (node === undefined || visited.has(node)) return;
    visited.add(node);
    if ("variants" in node) {
      for (const { pointer, object } of node.branches) {
        coverage.set(pointer, 0);
        visit(object);
      }
      return;
    }
    for (const { pointer, inside } of node.properties.values()) {
      coverage.set(pointer, 0);
      visit(inside);
    }
  };
  visit(model.events);
  return coverage;
}

/** Adds what one event shows. */
export function addToCoverage(model: EventModel, coverage: SchemaCoverage, event: unknown): void {
  walk(model.events, event, "", ({ pointer }) => {
    const count = coverage.get(pointer);
    if (count !== undefined) coverage.set(pointer, count + 1);
  });
}

/** A statement of the contract about a place in an event. */
export interface Description {
  /** JSON pointer into the bundled contract. */
  readonly pointer: string;
  readonly evidence: EvidenceLevel | undefined;
}

/** The contract's description of each place in an event, by JSON pointer into the event. */
export function describedPlaces(model: EventModel, event: unknown): ReadonlyMap<string, Description> {
  const places = new Map<string, Description>();
  walk(model.events, event, "", ({ pointer, evidence }, path) => {
    if (evidence !== undefined || !places.has(path)) places.set(path, { pointer, evidence });
  });
  return places;
}

/** The statement about a place in an event. For a place that the contract does not describe, the nearest one above it. */
export function describedAt(model: EventModel, event: unknown, pointer: string): Description | undefined {
  let found: Description | undefined;
  for (const [path, description] of describedPlaces(model, event)) {
    const covers = pointer === path || pointer.startsWith(`${path}/`);
    if (covers && description.evidence !== undefined) found = description;
  }
  return found;
}

/** How the contract knows a place in an event, or the nearest place above it that says so. */
export function evidenceAt(model: EventModel, event: unknown, pointer: string): EvidenceLevel | undefined {
  return describedAt(model, event, pointer)?.evidence;
}

/** The numbers of an event at places that the contract describes, with their pointers. */
export function numbersOf(
  model: EventModel,
  event: unknown,
): readonly { readonly pointer: string; readonly value: number }[] {
  const numbers: { readonly pointer: string; readonly value: number }[] = [];
  walk(model.events, event, "", (_, pointer, value) => {
    if (typeof value === "number") numbers.push({ pointer, value });
  });
  return numbers;
}

type Visit = (described: Description, path: string, value: unknown) => void;

function walk(node: ModelProperty["inside"], value: unknown, path: string, visit: Visit): void {
  if (node === undefined || !isObject(value)) return;
  if ("variants" in node) {
    const branch = branchFor(node, value);
    if (branch === undefined) return;
    visit({ pointer: branch.pointer, evidence: branch.object.evidence }, path, value);
    walk(branch.object, value, path, visit);
    return;
  }
  for (const property of node.properties.values()) {
    const { name, inside } = property;
    if (!Object.hasOwn(value, name)) continue;
    const place = `${path}/${escapePointer(name)}`;
    visit(property, place, value[name]);
    walk(inside, value[name], place, visit);
  }
}
