import { nodeAt } from "../../contract-tests/contract-model/document.ts";
import { isObject, type JsonObject } from "../../src/shared/json.ts";

/** A node, with its own words and those of what its `$ref` leads to, and the name of that component. */
export interface Resolved {
  readonly node: JsonObject;
  readonly name: string | undefined;
}

/** Follows a reference; what stands beside the `$ref` wins over what stands at its target. */
export function resolve(document: JsonObject, node: unknown): Resolved {
  if (!isObject(node)) return { node: {}, name: undefined };
  const { $ref: reference, ...beside } = node;
  if (typeof reference !== "string") return { node, name: undefined };
  const target = resolve(document, nodeAt(document, reference));
  return { node: { ...target.node, ...beside }, name: reference.split("/").at(-1) };
}
