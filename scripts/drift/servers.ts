import { isObject, objectAt } from "../../src/shared/json.ts";
import { membersOf, type Place } from "./document.ts";

/**
 * The addresses a document names, in one spelling: variables have their defaults, and no slash ends them. A relative one
 * says nothing: it depends on where the document was found.
 */
export function readServers(servers: Place): string[] {
  return membersOf(servers).flatMap(({ node }) => {
    const template = isObject(node) ? node["url"] : undefined;
    if (typeof template !== "string") return [];
    const variables = objectAt(node, "variables");
    const url = template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
      const value = objectAt(variables, name)["default"];
      return typeof value === "string" ? value : whole;
    });
    return URL.canParse(url) ? [new URL(url).href.replace(/\/+$/, "")] : [];
  });
}
