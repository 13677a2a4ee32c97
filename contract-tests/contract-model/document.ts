import { isObject, type JsonObject, valueAt } from "../../src/shared/json.ts";
import { escapePointer, parsePointer } from "../../src/shared/json-pointer.ts";

/** Finds the node that a JSON pointer such as `#/components/schemas/Stamp` leads to. */
export function nodeAt(document: JsonObject, pointer: string): unknown {
  return parsePointer(pointer).reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? (node as JsonObject)[key] : undefined),
    document,
  );
}

/** Follows the `$ref`s from a node, and says where they end. */
export function followReference(
  document: JsonObject,
  node: unknown,
  pointer: string,
): { readonly node: JsonObject; readonly pointer: string } {
  const reference = valueAt(node, "$ref");
  if (typeof reference === "string") {
    return followReference(document, nodeAt(document, reference), reference);
  }
  return { node: isObject(node) ? node : {}, pointer };
}

/** The scheme that `security` names first and alone, and where it is defined. Its node is empty where there is none. */
export function readSecurityScheme(
  document: JsonObject,
  operation: JsonObject = document,
): { readonly node: JsonObject; readonly pointer: string } {
  const [requirement] = [operation["security"] ?? document["security"]].flat();
  const names = Object.keys(isObject(requirement) ? requirement : {});
  const pointer = `#/components/securitySchemes/${names.length === 1 ? escapePointer(names[0] ?? "") : ""}`;
  return followReference(document, nodeAt(document, pointer), pointer);
}

/**
 * The place in `spec/` where a node of the bundle is written: `spec/components/schemas/Stamp.yaml#/properties/time`.
 * The bundle names each component after its file and rejects two files of one name.
 */
export function specPlace(pointer: string): string {
  const [section = "", kind = "", name = "", ...rest] = pointer.replace(/^#\/?/, "").split("/");
  const inside = (keys: readonly string[]) => (keys.length === 0 ? "" : `#/${keys.join("/")}`);
  if (section === "components" && kind !== "securitySchemes" && name !== "") {
    return `spec/components/${kind}/${name}.yaml${inside(rest)}`;
  }
  if (section === "paths" && kind !== "") {
    // The last part of the escaped template `~1notifications~1{id}~1events~1activations` names the file.
    const file = kind.split("~1").at(-1) ?? kind;
    return `spec/paths/${file}.yaml${inside(name === "" ? [] : [name, ...rest])}`;
  }
  return `spec/openapi.yaml${inside([section, kind, name, ...rest].filter((key) => key !== ""))}`;
}

/** The file of `spec/` in which a node of the bundle is written. */
export function specFile(pointer: string): string {
  return specPlace(pointer).replace(/#.*$/, "");
}
