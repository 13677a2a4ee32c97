import { Scalar } from "yaml";
import { responseSource } from "../../contract-tests/contract-model/evidence.ts";
import type { EvidenceProposal } from "../../contract-tests/engine/report.ts";
import { isObject } from "../../src/shared/json.ts";
import { amendProperty } from "./amend-property.ts";
import { applyProposal } from "./apply-proposal.ts";
import type { Difference } from "./differences.ts";
import {
  describeInferred,
  type InferenceContext,
  inferSchema,
  type ObservedEvidence,
} from "./infer-schema.ts";
import { pascalCase, period } from "./names.ts";
import { proposeKind } from "./propose-kind.ts";
import { createSpecEditor, type SpecEditor } from "./spec-editor.ts";
import type { Tally } from "./tally.ts";
import { mapAt, styledNode, styleFlow } from "./yaml-edits.ts";

/**
 * What to change in `spec/` so that it says what was seen, as a unified diff; empty where nothing is to be changed.
 *
 * @param root Folder that holds `spec/`.
 * @param proposals Those of a report of the suite, beside what the events showed.
 * @param today The day of the source that the changes cite, `YYYY-MM-DD`.
 */
export function proposeChanges(
  root: string,
  tally: Tally,
  differences: readonly Difference[],
  proposals: readonly EvidenceProposal[],
  today: string,
): string {
  const editor = createSpecEditor(root);
  const main = editor.open("spec/openapi.yaml");
  const sources = mapAt(main, ["x-sources"]);
  let source = `${responseSource}${today}`;
  for (let n = 2; sources.has(source); n++) source = `${responseSource}${today}-${n}`;
  let isCited = false;

  const observed = (note: string): ObservedEvidence => {
    isCited = true;
    return { level: "observed", source, note };
  };

  const context: InferenceContext = {
    evidence: (seen, of) => observed(`Seen in ${seen.seen} of ${of}${period(seen)}.`),
    addSchema(name, schema) {
      const added = editor.addSchema(name, schema);
      styleFlow(editor.openSchema(added));
      return added;
    },
  };
  for (const difference of differences) propose(difference, editor, context);
  // After the differences, whose counts are the better ones: a statement is raised once.
  for (const proposal of proposals) applyProposal(proposal, editor, observed);

  if (isCited) {
    const events = tally.events === 0 ? "" : `, ${tally.events} events${period(tally)}`;
    const title = `Responses of these endpoints, read by npm run observe${events}`;
    const date = new Scalar(today);
    // Without quotes it is a date to some readers of YAML.
    date.type = Scalar.QUOTE_DOUBLE;
    sources.set(source, main.createNode({ title, date }));
  }
  return editor.toPatch();
}

function propose(difference: Difference, editor: SpecEditor, context: InferenceContext): void {
  switch (difference.what) {
    case "unknown-kind":
      proposeKind(difference, editor, context);
      break;
    case "undocumented":
      proposeProperty(difference, editor, context);
      break;
    default:
      amendProperty(difference, editor, context);
  }
}

function proposeProperty(
  { object, name, learned, of, instead }: Extract<Difference, { what: "undocumented" }>,
  editor: SpecEditor,
  context: InferenceContext,
): void {
  const document = editor.openSchema(object.name);
  const schema = inferSchema(learned, `${object.name}${pascalCase(name)}`, context);
  const described = describeInferred(schema, learned, of, context);
  const evidence = described["x-evidence"];
  if (instead !== undefined && isObject(evidence)) {
    Object.assign(evidence, { note: `${evidence["note"]} Perhaps ${instead.name}, renamed.` });
  }
  mapAt(document, ["properties"]).set(name, styledNode(document, described));
}
