import { Scalar } from "yaml";
import { isObject } from "../../src/shared/json.ts";
import { amendProperty } from "./amend-property.ts";
import type { Difference } from "./differences.ts";
import { describeInferred, type InferenceContext, inferSchema } from "./infer-schema.ts";
import { pascalCase, period } from "./names.ts";
import { proposeKind } from "./propose-kind.ts";
import { createSpecEditor, type SpecEditor } from "./spec-editor.ts";
import type { Tally } from "./tally.ts";
import { mapAt, styledNode, styleFlow } from "./yaml-edits.ts";

/**
 * What to change in `spec/` so that it says what was seen, as a unified diff; empty where nothing is to be changed.
 *
 * @param root Folder that holds `spec/`.
 * @param today The day of the source that the changes cite, `YYYY-MM-DD`.
 */
export function proposeChanges(
  root: string,
  tally: Tally,
  differences: readonly Difference[],
  today: string,
): string {
  const editor = createSpecEditor(root);
  const main = editor.open("spec/openapi.yaml");
  const sources = mapAt(main, ["x-sources"]);
  let source = `answers-${today}`;
  for (let n = 2; sources.has(source); n++) source = `answers-${today}-${n}`;
  let isCited = false;

  const context: InferenceContext = {
    evidence(seen, of) {
      isCited = true;
      return { level: "observed", source, note: `Seen in ${seen.seen} of ${of}${period(seen)}.` };
    },
    addSchema(name, schema) {
      const added = editor.addSchema(name, schema);
      styleFlow(editor.openSchema(added));
      return added;
    },
  };
  for (const difference of differences) propose(difference, editor, context);

  if (isCited) {
    const title = `Answers read by npm run observe, ${tally.events} events${period(tally)}`;
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
