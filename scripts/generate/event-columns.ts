import { followReference } from "../../contract-tests/contract-model/document.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";

/**
 * The columns of a table of events: the path of every value that the schema names, in its order. The branches of a
 * union share columns. An object whose properties the contract does not name is one column, and so is a list.
 *
 * @param schema Name of the schema of the events.
 */
export function columnsOf(document: JsonObject, schema: string): readonly string[] {
  return [...columnTypes(document, schema).keys()];
}

/**
 * The JSON types that each column's values may have, by its path; empty where the schema names none.
 *
 * @param schema Name of the schema of the events.
 */
export function columnTypes(document: JsonObject, schema: string): ReadonlyMap<string, readonly string[]> {
  const columns = new Map<string, readonly string[]>();
  for (const { path, types } of walk(document, { $ref: `#/components/schemas/${schema}` }, [], [])) {
    const known = columns.get(path);
    const all = known === undefined ? types : [...new Set([...known, ...types])].sort();
    columns.set(path, known?.length === 0 || types.length === 0 ? [] : all);
  }
  return columns;
}

/**
 * The types of a schema by `type`, or by its values, without null, because null leaves a cell empty, as absence does.
 */
function typesOf(node: JsonObject): readonly string[] {
  const said = [node["type"] ?? []].flat().map(String);
  const values = node["const"] === undefined ? node["enum"] : [node["const"]];
  const types = said.length > 0 || !Array.isArray(values) ? said : values.map((value) => typeof value);
  return [...new Set(types.filter((type) => type !== "null"))].sort();
}

function* walk(
  document: JsonObject,
  schema: unknown,
  path: readonly string[],
  inside: readonly JsonObject[],
): Generator<{ readonly path: string; readonly types: readonly string[] }> {
  const { node } = followReference(document, schema, "");
  const properties = Object.entries(objectAt(node, "properties"));
  const members = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => node[keyword] ?? []);
  // A schema that leads back to itself would have columns without end.
  if (inside.includes(node) || (properties.length === 0 && members.length === 0)) {
    if (node["type"] !== "null") yield { path: path.join("."), types: typesOf(node) };
    return;
  }
  const within = [...inside, node];
  for (const [name, property] of properties) yield* walk(document, property, [...path, name], within);
  for (const member of members) yield* walk(document, member, path, within);
}
