import { type JsonObject, objectAt } from "../generate/json.ts";
import { nodeAt } from "./statement-checks.ts";

/**
 * The properties of the contract that a place in an event may be, as JSON pointers into the bundle: more than one where
 * variants share a name.
 *
 * @param eventType The `type` of the event.
 * @param place JSON pointer into the event, such as `/source/detail/execution/id`.
 */
export function propertiesAt(document: JsonObject, eventType: string, place: string): readonly string[] {
  const schemas = objectAt(document, "components", "schemas");
  const known = objectAt(schemas["KnownEvent"], "discriminator", "mapping")[eventType];
  let places = [String(known), "#/components/schemas/UnknownEvent"];
  for (const name of place.split("/").slice(1)) {
    const inner = places.flatMap((pointer) => alternatives(document, pointer));
    places = inner
      .map((pointer) => `${pointer}/properties/${name}`)
      .filter((pointer) => nodeAt(document, pointer) !== undefined);
  }
  return places;
}

/** The schemas that a value at a place may have, references and unions followed. */
function alternatives(document: JsonObject, pointer: string): readonly string[] {
  const node = objectAt(nodeAt(document, pointer));
  if (typeof node["$ref"] === "string") return alternatives(document, node["$ref"]);
  const branches = ["anyOf", "oneOf"].flatMap((keyword) =>
    Array.isArray(node[keyword]) ? node[keyword].map((_, index) => `${pointer}/${keyword}/${index}`) : [],
  );
  return branches.length > 0 ? branches.flatMap((branch) => alternatives(document, branch)) : [pointer];
}
