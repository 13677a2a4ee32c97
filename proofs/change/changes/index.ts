import type { ContractChange } from "../contract-change.ts";
import { endpointChanges } from "./endpoints.ts";
import { requestChanges } from "./requests.ts";
import { schemaChanges } from "./schemas.ts";

/** Every change that the proof makes, in the order of its rows. */
export const contractChanges: readonly ContractChange[] = [
  ...schemaChanges,
  ...requestChanges,
  ...endpointChanges,
];
