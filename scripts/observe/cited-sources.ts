import { isObject } from "../../src/shared/json.ts";
import type { SpecEditor } from "./spec-editor.ts";

/** The sources that some statement of the spec cites. One that nothing cites any more has to go: lint says so. */
export function citedSources(editor: SpecEditor): ReadonlySet<string> {
  const cited = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const evidence = isObject(node) ? node["x-evidence"] : undefined;
    if (isObject(evidence)) cited.add(String(evidence["source"]));
    for (const child of Object.values(node)) visit(child);
  };
  for (const content of editor.contents()) visit(content);
  return cited;
}
