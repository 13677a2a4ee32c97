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

/** How the JSON types that are allowed differ, null left out. */
export function typeChange(ours: Schema["types"], theirs: Schema["types"]): TypeChange | undefined {
  if (ours === undefined) return theirs === undefined ? undefined : "specialized";
  if (theirs === undefined) return "generalized";
  const mine = valueTypes(ours);
  const lost = mine.filter((type) => !theirs.has(type));
  const gained = valueTypes(theirs).filter((type) => !ours.has(type));
  if (lost.length === 0) return gained.length === 0 ? undefined : "widened";
  if (lost.join() === "integer" && gained.join() === "number") return "generalized";
  if (lost.join() === "number" && gained.join() === "integer") return "specialized";
  return lost.length < mine.length && gained.length === 0 ? "narrowed" : "changed";
}

function valueTypes(types: ReadonlyMap<JsonType, Facets>): JsonType[] {
  return [...types.keys()].filter((type) => type !== "null").sort();
}
