import { specPlace } from "../../contract-tests/contract-model/document.ts";
import { raisableLevel } from "../../contract-tests/contract-model/evidence.ts";
import type { EvidenceProposal } from "../../contract-tests/engine/report.ts";
import { parsePointer } from "../../src/shared/json-pointer.ts";
import type { ObservedEvidence } from "./infer-schema.ts";
import type { SpecEditor } from "./spec-editor.ts";
import { addNote, mapAt, raiseEvidence } from "./yaml-edits.ts";

/**
 * Makes a change that a report of the suite proposes. A statement that does not hold gets a note only: how to correct it is
 * for a person to judge.
 */
export function applyProposal(
  { pointer, change, because }: EvidenceProposal,
  editor: SpecEditor,
  observed: (note: string) => ObservedEvidence,
): void {
  const [file = "", place = ""] = specPlace(pointer).split("#");
  const document = editor.open(file);
  const path = parsePointer(place);
  const evidence = mapAt(document, [...path, "x-evidence"]);
  if (change === "correct") addNote(evidence, `To be corrected: ${because}.`);
  else if (raisableLevel(mapAt(document, path).toJSON()) !== undefined) {
    raiseEvidence(evidence, observed(`${because.charAt(0).toUpperCase()}${because.slice(1)}.`));
  }
}
