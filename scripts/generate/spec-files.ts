import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/**
 * The files that the contract is written in: the text of each by its name below `spec/`, in the order of their names.
 *
 * @param root Folder that holds `spec/`.
 */
export async function readSpecFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, "spec");
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".yaml") && !name.startsWith("rules/"))
    .sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}

/**
 * Names of the files that no reference leads to from `openapi.yaml`. Redocly says nothing of them, and whoever adds one
 * wonders why it changes nothing.
 */
export function findUnreferenced(files: ReadonlyMap<string, string>): readonly string[] {
  const reached = new Set(["openapi.yaml"]);
  // A set goes on to what is added to it meanwhile.
  for (const name of reached) {
    // Comments do not count. A reference is a `$ref` or the value of a `mapping`, so any name of a file may be one.
    const text = (files.get(name) ?? "").replaceAll(/(^|\s)#.*$/gm, "");
    for (const [reference] of text.matchAll(/[^\s"'{}[\],:#]+\.yaml\b/g)) {
      reached.add(posix.join(posix.dirname(name), reference));
    }
  }
  return [...files.keys()].filter((name) => !reached.has(name));
}
