import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
  YAMLSeq,
} from "yaml";
import type { ObservedEvidence } from "./infer-schema.ts";

/** Keys whose values `spec/` writes on one line. */
const inFlow = new Set(["x-evidence", "refutedBy", "required", "enum", "type"]);

/** A node of a document, in the style of `spec/`. */
export function styledNode(document: Document, value: unknown): Node {
  const node = document.createNode(value);
  styleFlow(node);
  return node;
}

/** Writes records of evidence and lists of words on one line each. */
export function styleFlow(root: Node | Document): void {
  visit(root, {
    Pair(_, { key, value }) {
      const isShort = isSeq(value) || (isMap(value) && isScalar(key) && key.value === "x-evidence");
      if (isShort && isScalar(key) && inFlow.has(String(key.value))) value.flow = true;
    },
  });
}

/** The map at a path. */
export function mapAt(document: Document, path: readonly string[]): YAMLMap {
  const node = document.getIn(path);
  if (isMap(node)) return node;
  throw new Error(`The spec has no map at ${path.join("/")}: it is not what generated/ was made from.`);
}

/** Lets a value have more types: a `$ref` becomes one of an `anyOf`, a `type` a list. */
export function widen(document: Document, path: readonly string[], types: readonly string[]): void {
  const definition = mapAt(document, path);
  const reference = definition.get("$ref");
  const union = definition.get("anyOf");
  if (isSeq(union)) {
    union.items.push(...types.map((type) => styledNode(document, { type })));
  } else if (reference !== undefined) {
    const list = document.createNode([{ $ref: reference }, ...types.map((type) => ({ type }))]);
    rename(definition, "$ref", "anyOf");
    definition.set("anyOf", list);
  } else {
    const before = definition.get("type");
    const known = isSeq(before) ? before.toJSON() : [before];
    const list = document.createNode([...new Set([...known, ...types])]);
    if (isSeq(list)) list.flow = true;
    definition.set("type", list);
  }
}

/** Renames a key in place. */
function rename(map: YAMLMap, from: string, to: string): void {
  for (const { key } of map.items) if (isScalar(key) && key.value === from) key.value = to;
}

/** Removes one of the words of a list, and the list when it was the last. */
export function removeWord(document: Document, key: string, word: string): void {
  const list = document.get(key);
  if (!isSeq(list)) return;
  const rest = list.items.filter((item) => (isScalar(item) ? item.value : item) !== word);
  if (rest.length === 0) document.delete(key);
  else list.items = rest;
}

const evidenceOrder = ["level", "source", "note", "fingerprint", "refutedBy"];

/** Raises a record to what was seen. The note keeps how it was known before, from where, and why. */
export function raiseEvidence(evidence: YAMLMap, seen: ObservedEvidence): void {
  const [level, source, reason] = ["level", "source", "note"].map((key) => evidence.get(key));
  const how = level === "observed" ? "observed in" : `${level} from`;
  const before = `Before that, ${how} \`${source}\`${reason === undefined ? "." : `: ${reason}`}`;
  setEvidence(evidence, { ...seen, note: `${seen.note} ${before}` });
}

/** Adds a sentence to the note of a record, unless it is there: the same responses may be read twice. */
export function addNote(evidence: YAMLMap, sentence: string): void {
  const note = String(evidence.get("note") ?? "");
  if (!note.includes(sentence)) setEvidence(evidence, { note: `${note} ${sentence}`.trim() });
}

/** Sets keys of a record of evidence, in the order of `spec/`. */
function setEvidence(evidence: YAMLMap, entries: object): void {
  for (const [key, value] of Object.entries(entries)) evidence.set(key, value);
  const place = ({ key }: Pair) => evidenceOrder.indexOf(String(isScalar(key) ? key.value : key));
  evidence.items.sort((a, b) => place(a) - place(b));
}

/** Adds to the list at a path; the list must be there. */
export function appendTo(document: Document, path: readonly string[], value: unknown): void {
  const list = document.getIn(path);
  if (!(list instanceof YAMLSeq)) throw new Error(`The spec has no list at ${path.join("/")}.`);
  list.items.push(styledNode(document, value));
}
