import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Document, isMap, isScalar, type Node, parseDocument, visit } from "yaml";
import { specPlace } from "../../contract-tests/contract-model/document.ts";
import type { JsonObject } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";

/*
 * A small contract that never changes. Tests of the commands that read or edit a contract use it in place of spec/, so
 * that a change of the real contract turns no test red that does not test the contract.
 */

const text = readFileSync(new URL("frozen-contract.yaml", import.meta.url), "utf8");

const contract: JsonObject = parseDocument(text).toJS();

/** The frozen contract as one document, as `npm run generate` would bundle it: a copy, which may be changed. */
export function frozenContract(): JsonObject {
  return structuredClone(contract);
}

/** Writes the bundle of the frozen contract as the `generated/openapi.json` of a checkout. */
export function writeFrozenBundle(root: string): void {
  mkdirSync(join(root, "generated"), { recursive: true });
  writeFileSync(join(root, "generated/openapi.json"), JSON.stringify(frozenContract()));
}

/** Writes the frozen contract as the `spec/` of a checkout: a file for each path and each component. */
export function writeFrozenSpec(root: string): void {
  const whole = parseDocument(text);
  for (const section of ["parameters", "responses", "headers", "schemas", "examples"]) {
    for (const [name, node] of entriesAt(whole, ["components", section])) {
      writeSpecFile(root, `spec/components/${section}/${name}.yaml`, node);
    }
    whole.deleteIn(["components", section]);
  }
  for (const [path, node] of entriesAt(whole, ["paths"])) {
    const file = specPlace(`#/paths/${escapePointer(path)}`);
    writeSpecFile(root, file, node);
    whole.setIn(["paths", path], { $ref: file.replace(/^spec\//, "") });
  }
  writeSpecFile(root, "spec/openapi.yaml", whole.contents);
}

function entriesAt(document: Document, path: readonly string[]): (readonly [name: string, node: Node])[] {
  const map = document.getIn(path);
  if (!isMap<unknown, Node>(map)) throw new Error(`The frozen contract has no map at ${path.join("/")}.`);
  return map.items.flatMap(({ key, value }) =>
    value === null ? [] : [[String(isScalar(key) ? key.value : key), value]],
  );
}

/** Nodes keep the style they have in the frozen file, which is that of `spec/`. */
function writeSpecFile(root: string, file: string, node: Node | null): void {
  const document = new Document();
  document.contents = node;
  visit(document, {
    Scalar(_, scalar) {
      const [, section, name] = /^#\/components\/(\w+)\/([\w-]+)$/.exec(String(scalar.value)) ?? [];
      if (section === undefined || section === "securitySchemes") return;
      const target = `spec/components/${section}/${name}.yaml`;
      scalar.value = relativeReference(file, target);
      scalar.type = "PLAIN";
    },
  });
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), document.toString({ lineWidth: 0 }).replaceAll(/\[ (.*?) \]/g, "[$1]"));
}

function relativeReference(from: string, to: string): string {
  if (dirname(from) === dirname(to)) return to.slice(dirname(to).length + 1);
  return from.startsWith("spec/components/") ? to.replace("spec/components", "..") : to.replace("spec", "..");
}
