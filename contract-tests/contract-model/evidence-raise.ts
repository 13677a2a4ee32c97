import { valueAt } from "../../src/shared/json.ts";
import { evidenceOf } from "./evidence.ts";

/** How the ids of the sources begin that `npm run observe` adds to `x-sources`: responses of these endpoints. */
export const responseSource = "responses-";

/**
 * How the contract knows a statement that a response of its endpoint raises to `observed`: as an assumption, or as
 * something that was observed elsewhere.
 *
 * @param node The statement, with its `x-evidence`.
 * @returns `undefined` where a response changes nothing: documented, sampled, or observed on these endpoints already.
 */
export function raisableLevel(node: unknown): "assumed" | "observed" | undefined {
  const level = evidenceOf(node);
  if (level === "assumed") return level;
  const source = String(valueAt(node, "x-evidence", "source"));
  return level === "observed" && !source.startsWith(responseSource) ? level : undefined;
}
