import { nodeAt } from "../../contract-tests/contract-model/document.ts";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import type { Statement } from "../../contract-tests/contract-model/evidence.ts";
import { emptyCoverage } from "../../contract-tests/contract-model/schema-coverage.ts";
import type { Check } from "../../contract-tests/engine/check.ts";
import { eventKinds } from "../../generated/event-kinds.js";
import { isObject, type JsonObject } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";

/** Judges every property that an event has against its schema, whatever it points at. */
export const modelCheck = "event-schema";

/**
 * Ids of the checks that would notice if a statement did not hold, by the statement's pointer: those it names itself,
 * those that point at it, and for a property of an event the check of the schema.
 */
export function checksByStatement(
  document: JsonObject,
  statements: readonly Statement[],
  checks: readonly Pick<Check, "id" | "pointer">[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map(statements.map(({ pointer, refutedBy }) => [pointer, new Set(refutedBy)]));
  const owners = ownersOf(document);
  for (const { id, pointer } of checks) {
    for (const place of placesOf(pointer)) {
      for (const owner of owners.get(place) ?? []) found.get(owner)?.add(id);
    }
  }
  for (const pointer of emptyCoverage(readEventModel(document)).keys()) found.get(pointer)?.add(modelCheck);
  return new Map([...found].map(([pointer, ids]) => [pointer, [...ids]]));
}

/** The pointers that a check's pointer stands for: `{kind}` is each of the endpoints. */
export function placesOf(pointer: string): readonly string[] {
  if (!pointer.includes("{kind}")) return [pointer];
  return Object.keys(eventKinds).map((kind) => pointer.replaceAll("{kind}", kind));
}

/**
 * For every node the statements that it belongs to: itself if it is one, else the nearest that holds it or refers to it.
 * `Instant` says nothing of how it is known, so what judges it judges the parameters that are made of it.
 */
function ownersOf(document: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  const visit = (node: unknown, pointer: string, outer: string | undefined): void => {
    if (typeof node !== "object" || node === null) return;
    const owner = isObject(node) && isObject(node["x-evidence"]) ? pointer : outer;
    const target = isObject(node) ? node["$ref"] : undefined;
    if (typeof target === "string") {
      visit(nodeAt(document, target), target, owner);
      // Whoever points at this use of a component means the component, unless the use is a statement of its own.
      owners.set(pointer, owner === pointer ? new Set([pointer]) : (owners.get(target) ?? new Set()));
      return;
    }
    const known = owners.get(pointer);
    if (known !== undefined && (owner === undefined || known.has(owner))) return;
    owners.set(pointer, new Set([...(known ?? []), ...(owner === undefined ? [] : [owner])]));
    for (const [key, child] of Object.entries(node)) visit(child, `${pointer}/${escapePointer(key)}`, owner);
  };
  visit(document, "#", undefined);
  return owners;
}
