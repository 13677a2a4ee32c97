import document from "../../generated/openapi.json" with { type: "json" };
import { parsePointer } from "../../src/shared/json-pointer.ts";
import type { Evidence } from "./check.ts";
import { isObject, valueAt } from "./event.ts";

/** A schema of the bundled contract, as read. */
export type Schema = Readonly<Record<string, unknown>>;

/** The bundled contract. */
export const contract: Schema = document;

/** The node a JSON pointer such as `#/components/schemas/Stamp` leads to. */
export function nodeAt(pointer: string): unknown {
  return valueAt(contract, ...parsePointer(pointer));
}

/** A schema and where it stands, with a `$ref` followed. */
export function resolve(schema: unknown, pointer: string): { schema: Schema; pointer: string } {
  const ref = isObject(schema) ? schema["$ref"] : undefined;
  if (typeof ref === "string") return resolve(nodeAt(ref), ref);
  return { schema: isObject(schema) ? schema : {}, pointer };
}

/** What the contract says of how a node is known; `undefined` where it says nothing. */
export function evidenceOf(node: unknown): Evidence | undefined {
  return valueAt(node, "x-evidence", "level") as Evidence | undefined;
}
