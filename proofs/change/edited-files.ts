import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Document, parseDocument } from "yaml";

/** Where a value stands in a YAML file: keys and indexes from the root. */
type YamlPath = readonly (string | number)[];

/** Files of a checkout with edits, which are kept in memory. */
export interface EditedFiles {
  /** The new text of each file that an edit changed or added, by its path in the checkout. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files that match, those that an edit added left out. */
  list(pattern: string): readonly string[];
  read(file: string): string;
  /** Adds a YAML file. */
  add(file: string, value: unknown): void;
  /** Adds a file that is another one with words replaced. The words are replaced in its path, too. */
  copy(file: string, words: Readonly<Record<string, string>>): void;
  /** Replaces a text, which must be there, wherever it stands in a file. */
  replace(file: string, find: string, by: string): void;
  /** Sets a value of a YAML file. What is not there yet comes last. */
  set(file: string, path: YamlPath, value: unknown): void;
  /** Adds an item to a list of a YAML file. */
  append(file: string, path: YamlPath, item: unknown): void;
}

/** @param root Folder of the checkout. Nothing in it is changed. */
export function editFiles(root: string): EditedFiles {
  const texts = new Map<string, string>();
  const read = (file: string) => texts.get(file) ?? readFileSync(join(root, file), "utf8");

  function editYaml(file: string, edit: (document: Document) => void): void {
    const document = parseDocument(read(file));
    edit(document);
    texts.set(file, document.toString({ lineWidth: 0 }));
  }

  return {
    texts,
    list: (pattern) => globSync(pattern, { cwd: root }).map((file) => file.replaceAll("\\", "/")),
    read,
    add(file, value) {
      texts.set(file, String(new Document(value)));
    },
    copy(file, words) {
      const replaced = (text: string) =>
        Object.entries(words).reduce((made, [find, by]) => made.replaceAll(find, by), text);
      texts.set(replaced(file), replaced(read(file)));
    },
    replace(file, find, by) {
      const text = read(file);
      if (!text.includes(find)) throw new Error(`${file} does not contain: ${find}`);
      texts.set(file, text.replaceAll(find, by));
    },
    set: (file, path, value) => editYaml(file, (document) => document.setIn(path, value)),
    append: (file, path, item) => editYaml(file, (document) => document.addIn(path, item)),
  };
}
