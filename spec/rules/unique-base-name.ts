import { posix } from "node:path";
import { type Location, placeName, type Rule } from "./redocly.ts";

/** Node types that bundling moves into a section of `components`, each with its own names. */
const componentTypes = new Set([
  "Schema",
  "Parameter",
  "Response",
  "Header",
  "Example",
  "RequestBody",
  "SecurityScheme",
]);

/**
 * The bundler names a component after its file, and a second file of the same base name silently becomes `X-2`: a
 * public name, in the types and in the ledger, that depends on the order of the references.
 */
export const uniqueBaseName: Rule = () => {
  const owners = new Map<string, Location>();
  const reported = new Set<string>();

  return {
    ref(_ref, context, { location }) {
      if (location === undefined || !componentTypes.has(context.type.name)) return;
      const name = componentName(location);
      const id = `${context.type.name}/${name}`;
      const owner = owners.get(id) ?? location;
      owners.set(id, owner);
      if (owner.absolutePointer === location.absolutePointer || reported.has(location.absolutePointer))
        return;
      reported.add(location.absolutePointer);
      const message = `The ${context.type.name.toLowerCase()} name ${name} is taken by ${placeName(owner)}, so bundling would rename ${placeName(location)} to ${name}-2. Rename one of the two.`;
      context.report({ message, location: context.rawLocation });
    },
  };
};

/** The name the bundler gives: the last part of the pointer, or of the file's path without its extension. */
function componentName({ pointer, source }: Location): string {
  const last = pointer.split("/").at(-1);
  return last || posix.basename(source.absoluteRef, posix.extname(source.absoluteRef));
}
