import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";
import { Document, parseDocument } from "yaml";

/** Changes to files of `spec/`, kept in memory until they are asked for as a patch. */
export interface SpecEditor {
  /** The document of a file, to be changed. Comments, order and quotes of what is not changed stay. */
  open(file: string): Document;
  /** The document of a component schema, to be changed. */
  openSchema(name: string): Document;
  /** Adds a component schema under this name, or the next one that is free. Returns the name it got. */
  addSchema(name: string, schema: object): string;
  /** All changes as a unified diff, for `git apply` and `patch -p1`. Empty where there is none. */
  toPatch(): string;
}

/** @param root Folder that holds `spec/`. */
export function createSpecEditor(root: string): SpecEditor {
  const files = new Map<string, { readonly before: string | undefined; readonly document: Document }>();
  const schemaFile = (name: string) => `spec/components/schemas/${name}.yaml`;

  function open(file: string): Document {
    const known = files.get(file);
    if (known) return known.document;
    const before = readFileSync(join(root, file), "utf8");
    const document = parseDocument(before);
    files.set(file, { before, document });
    return document;
  }

  return {
    open,
    openSchema: (name) => open(schemaFile(name)),
    addSchema(wanted, schema) {
      const isTaken = (name: string) =>
        files.has(schemaFile(name)) || existsSync(join(root, schemaFile(name)));
      let name = wanted;
      for (let n = 2; isTaken(name); n++) name = `${wanted}${n}`;
      files.set(schemaFile(name), { before: undefined, document: new Document(schema) });
      return name;
    },
    toPatch() {
      const changed = [...files].sort(([a], [b]) => a.localeCompare(b));
      return changed
        .map(([file, { before, document }]) => filePatch(file, before, toText(document)))
        .join("");
    },
  };
}

/** The document in the style of `spec/`: one line a value, however long, and no space inside brackets. */
function toText(document: Document): string {
  return document.toString({ lineWidth: 0 }).replaceAll(/\[ (.*?) \]/g, "[$1]");
}

function filePatch(file: string, before: string | undefined, after: string): string {
  if (before === after) return "";
  const from = before === undefined ? "/dev/null" : `a/${file}`;
  const patch = structuredPatch(from, `b/${file}`, before ?? "", after, undefined, undefined, { context: 3 });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}
