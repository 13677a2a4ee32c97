import type { YAMLMap } from "yaml";
import type { Difference } from "./differences.ts";
import type { InferenceContext, ObservedEvidence } from "./infer-schema.ts";
import { period } from "./names.ts";
import type { SpecEditor } from "./spec-editor.ts";
import { mapAt, removeWord, setEvidence, widen } from "./yaml-edits.ts";

type AboutProperty = Exclude<Difference, { what: "unknown-kind" | "undocumented" }>;

/** Makes a property allow what was seen, says so in its note, and raises an assumption that was seen to hold. */
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
  // What counts seconds is not what was assumed, and what is absent was not seen: neither raises anything.
  if (what !== "seconds" && what !== "missing" && evidence.get("level") === "assumed") {
    raise(evidence, context.evidence(sighting, of));
  }
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

/** Grades an assumption by what was seen. The note keeps what it was assumed from, and why. */
function raise(evidence: YAMLMap, seen: ObservedEvidence): void {
  const [source, reason] = [evidence.get("source"), evidence.get("note")];
  const before = `Before that, assumed from \`${source}\`${reason === undefined ? "." : `: ${reason}`}`;
  setEvidence(evidence, { ...seen, note: `${seen.note} ${before}` });
}

/** What the note says of each; the unit is for a person to judge, and no schema could say it. */
const sayings = {
  null: () => "Null",
  "other-type": (difference: AboutProperty) =>
    "types" in difference ? `Of type ${difference.types.join(" or ")}` : "",
  "no-uuid": () => "No UUID",
  "beyond-int32": () => "Beyond 32 bits",
  negative: () => "Negative",
  seconds: () => "Counts seconds and not milliseconds",
  missing: () => "Absent",
} as const;

function addNote(evidence: YAMLMap, sentence: string): void {
  setEvidence(evidence, { note: `${evidence.get("note") ?? ""} ${sentence}`.trim() });
}

/** Takes out the sentence that what was seen refutes. */
function forgetRequired(evidence: YAMLMap): void {
  const note = String(evidence.get("note") ?? "").replace(
    /That it is required is assumed; the check .*? would refute it\./,
    "",
  );
  if (note.trim() === "") evidence.delete("note");
  else evidence.set("note", note.trim());
}
