import { contract } from "../engine/contract.ts";
import { valueAt } from "../engine/event.ts";

/** The activations of the contract's own example. */
export const activationsExample: readonly Readonly<Record<string, unknown>>[] = valueAt(
  contract,
  "components",
  "examples",
  "activations",
  "value",
) as Readonly<Record<string, unknown>>[];
