import { type JsonObject, objectAt } from "../../src/shared/json.ts";

/** An operation of the contract, and where it is. */
export interface OperationPlace {
  readonly path: string;
  readonly operation: JsonObject;
  /** Id of its section. */
  readonly id: string;
}

/** The operations, in the contract's order. */
export function operationsOf(document: JsonObject): readonly OperationPlace[] {
  return Object.entries(objectAt(document, "paths")).map(([path, item]) => {
    const operation = objectAt(item, "get");
    return { path, operation, id: String(operation["operationId"]) };
  });
}
