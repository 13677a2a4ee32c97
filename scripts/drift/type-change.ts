import type { Spot } from "./comparison.ts";
import type { RuleId } from "./rules.ts";
import type { Facets, JsonType, Schema } from "./schema.ts";

export type TypeChange = "changed" | "generalized" | "specialized" | "widened" | "narrowed";

/** The rule for a change of type at a part of an exchange. oasdiff tells fewer apart for parameters and headers. */
export function changeRule(part: Spot["part"], change: TypeChange): RuleId {
  if (part === "request-parameter") {
    if (change === "widened" || change === "narrowed") return `${part}-list-of-types-${change}`;
    // A type that is narrower refuses what was accepted.
    return `${part}-type-${change === "specialized" ? "changed" : change}`;
  }
  if (part === "response-header") {
    if (change === "widened") return `${part}-type-generalized`;
    return `${part}-type-${change === "narrowed" ? "specialized" : change}`;
  }
  if (change === "widened" || change === "narrowed") return `${part}-list-of-types-${change}`;
  return `${part}-type-${change}`;
}

/** How the JSON types that are allowed differ, null left out, and which of ours are no longer there. */
export function typeChange(
  ours: Schema["types"],
  theirs: Schema["types"],
): { readonly change: TypeChange; readonly lost: readonly Facets[] } | undefined {
  if (ours === undefined) return theirs === undefined ? undefined : { change: "specialized", lost: [] };
  if (theirs === undefined) return { change: "generalized", lost: [...ours.values()] };
  const mine = valueTypes(ours);
  const other = valueTypes(theirs);
  const lost = mine.filter((type) => !theirs.has(type));
  const gained = other.filter((type) => !ours.has(type));
  if (lost.length === 0 && gained.length === 0) return undefined;
  const facets = lost.flatMap((type) => ours.get(type) ?? []);
  if (lost.join() === "integer" && gained.join() === "number") return { change: "generalized", lost: [] };
  if (lost.join() === "number" && gained.join() === "integer") return { change: "specialized", lost: [] };
  // Nothing in common, or some for others: they say something else.
  if (lost.length === mine.length || (lost.length > 0 && gained.length > 0))
    return { change: "changed", lost: [] };
  return lost.length > 0 ? { change: "narrowed", lost: facets } : { change: "widened", lost: [] };
}

function valueTypes(types: ReadonlyMap<JsonType, Facets>): JsonType[] {
  return [...types.keys()].filter((type) => type !== "null").sort();
}
