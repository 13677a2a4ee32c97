import { followReference } from "../../contract-tests/contract-model/document.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";

/**
 * The columns of a table of events: the path of every value that the schema names, in its order. The branches of a
 * union share columns. An object whose properties the contract does not name is one column, and so is a list.
 *
 * @param schema Name of the schema of the events.
 */
export function columnsOf(document: JsonObject, schema: string): readonly string[] {
  return [...new Set(walk(document, { $ref: `#/components/schemas/${schema}` }, [], []))];
}

function* walk(
  document: JsonObject,
  schema: unknown,
  path: readonly string[],
  inside: readonly JsonObject[],
): Generator<string> {
  const { node } = followReference(document, schema, "");
  const properties = Object.entries(objectAt(node, "properties"));
  const members = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => node[keyword] ?? []);
  // A schema that leads back to itself would have columns without end.
  if (inside.includes(node) || (properties.length === 0 && members.length === 0)) {
    if (node["type"] !== "null") yield path.join(".");
    return;
  }
  const within = [...inside, node];
  for (const [name, property] of properties) yield* walk(document, property, [...path, name], within);
  for (const member of members) yield* walk(document, member, path, within);
}
