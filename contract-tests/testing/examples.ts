import { valueAt } from "../../src/shared/json.ts";
import { contract } from "../engine/contract.ts";

/** The activations of the contract's own example. */
export const activationsExample: readonly Readonly<Record<string, unknown>>[] = valueAt(
  contract,
  "components",
  "examples",
  "activations",
  "value",
) as Readonly<Record<string, unknown>>[];
