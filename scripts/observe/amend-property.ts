import type { YAMLMap } from "yaml";
import { raisableLevel } from "../../contract-tests/contract-model/evidence.ts";
import type { Difference } from "./differences.ts";
import type { InferenceContext } from "./infer-schema.ts";
import { period } from "./names.ts";
import type { SpecEditor } from "./spec-editor.ts";
import { addNote, mapAt, raiseEvidence, removeWord, widen } from "./yaml-edits.ts";

type AboutProperty = Exclude<Difference, { what: "unknown-kind" | "undocumented" }>;

/** Makes a property allow what was seen, says so in its note, and raises what was seen to hold. */
export function amendProperty(
  difference: AboutProperty,
  editor: SpecEditor,
  context: InferenceContext,
): void {
  const { property, sighting, of, count, what } = difference;
  const document = editor.openSchema(property.owner);
  const path = ["properties", property.name];
  const definition = mapAt(document, path);
  const evidence = mapAt(document, [...path, "x-evidence"]);
  // Another unit refutes the assumption, and an absent property was not seen, so neither raises a level.
  const isRaised =
    !["seconds", "no-instant", "missing"].includes(what) && raisableLevel(definition.toJSON()) !== undefined;
  if (isRaised) raiseEvidence(evidence, context.evidence(sighting, of));
  switch (what) {
    case "held":
      return;
    case "missing":
      removeWord(document, "required", property.name);
      forgetRequired(evidence);
      break;
    case "null":
      widen(document, path, ["null"]);
      break;
    case "other-type":
      widen(document, path, difference.types);
      break;
    case "no-uuid":
      definition.delete("format");
      break;
    case "beyond-int32":
      definition.delete("maximum");
      definition.set("format", "int64");
      break;
    case "negative":
      definition.delete("minimum");
      break;
  }
  const total = what === "missing" ? of : sighting.seen;
  addNote(evidence, `${sayings[what](difference)} in ${count} of ${total}${period(sighting)}.`);
}

/** The note about each difference. A person must judge the unit, because no schema can express it. */
const sayings = {
  null: () => "Null",
  "other-type": (difference: AboutProperty) =>
    "types" in difference ? `Of type ${difference.types.join(" or ")}` : "",
  "no-uuid": () => "No UUID",
  "beyond-int32": () => "Beyond 32 bits",
  negative: () => "Negative",
  seconds: () => "Counts seconds and not milliseconds",
  "no-instant": () => "By its size no time in milliseconds",
  missing: () => "Absent",
} as const;

/** Takes out the sentence that what was seen refutes. */
function forgetRequired(evidence: YAMLMap): void {
  const note = String(evidence.get("note") ?? "").replace(
    /It is assumed to be required; the check .*? would refute that\./,
    "",
  );
  if (note.trim() === "") evidence.delete("note");
  else evidence.set("note", note.trim());
}
