/**
 * Where a place of the bundle is written: `spec/components/schemas/Stamp.yaml#/properties/time`. The bundle names each
 * component by the base name of its file, which lint holds to be the only one.
 */
export function specPlace(pointer: string): string {
  const [section = "", kind = "", name = "", ...rest] = pointer.replace(/^#\/?/, "").split("/");
  const inside = (keys: readonly string[]) => (keys.length === 0 ? "" : `#/${keys.join("/")}`);
  if (section === "components" && kind !== "securitySchemes" && name !== "") {
    return `spec/components/${kind}/${name}.yaml${inside(rest)}`;
  }
  if (section === "paths" && kind !== "") {
    // Of an escaped template, `~1notifications~1{id}~1events~1activations`, the last part names the file.
    const file = kind.split("~1").at(-1) ?? kind;
    return `spec/paths/${file}.yaml${inside(name === "" ? [] : [name, ...rest])}`;
  }
  return `spec/openapi.yaml${inside([section, kind, name, ...rest].filter((key) => key !== ""))}`;
}
