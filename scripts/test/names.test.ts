import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./guides.ts";

/** Files of the project whose exports a reader may meet: no tests, and nothing that is generated or tried on its own. */
const sources = globSync("{src,spec,contract-tests,scripts,proofs}/**/*.ts", { cwd: root }).filter(
  (file) => !/\.test(?:-d)?\.ts$|node_modules|\/fixtures\/|api-report|runtimes\/project/.test(file),
);

/** Names that files define and export, with where. An entry that only passes a name on does not define it. */
function exportedNames(files: Readonly<Record<string, string>>): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  const definition = /^export (?:declare )?(?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;
  for (const [file, text] of Object.entries(files)) {
    for (const [, name = ""] of text.matchAll(definition)) {
      places.set(name, (places.get(name) ?? new Set()).add(file));
    }
  }
  return places;
}

function sharedNames(files: Readonly<Record<string, string>>): string[] {
  return [...exportedNames(files)]
    .filter(([, places]) => places.size > 1)
    .map(([name, places]) => `${name}: ${[...places].join(", ")}`);
}

test("no two files export different things under one name", () => {
  // The published `runContract` takes fewer settings than the suite's own.
  const allowed = /^runContract: /;
  const files = Object.fromEntries(sources.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  expect(sharedNames(files).filter((line) => !allowed.test(line))).toEqual([]);
});

test("a name that two files define is reported, and overloads of one function are not", () => {
  const one = "export function read(a: string): void;\nexport function read(a: number): void {}\n";
  expect(sharedNames({ "a.ts": one })).toEqual([]);
  expect(sharedNames({ "a.ts": one, "b.ts": "export const read = 1;\n" })).toEqual(["read: a.ts, b.ts"]);
});
