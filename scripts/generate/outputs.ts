import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import { bundleSpec } from "./bundle.ts";
import { renderEventKinds } from "./event-kinds.ts";
import { renderEvidenceData, renderEvidenceLedger } from "./evidence-ledger.ts";

/**
 * Everything that belongs into `generated/`, by file name, from the spec of a checkout. Nothing is written.
 *
 * @param root Folder that holds `redocly.yaml` and `spec/`.
 * @param questions The open questions that the ledger lists beside the statements.
 * @throws SpecError when the spec is broken.
 */
export async function renderOutputs(
  root: string,
  questions: readonly OpenQuestion[],
): Promise<ReadonlyMap<string, string>> {
  // Imported here, not above: the TypeScript compiler and ajv load while Redocly works in its own processes.
  const [document, { renderTypes, unknownKindDeclaration }, { renderValidators }] = await Promise.all([
    bundleSpec(root),
    import("./types.ts"),
    import("./validators.ts"),
  ]);
  const validators = renderValidators(document);
  const eventKinds = renderEventKinds(document);
  return new Map([
    ["openapi.json", `${JSON.stringify(document, null, 2)}\n`],
    ["types.d.ts", await renderTypes(document)],
    ["unknown-kind.d.ts", unknownKindDeclaration],
    ["validators.js", validators.js],
    ["validators.d.ts", validators.dts],
    ["event-kinds.js", eventKinds.js],
    ["event-kinds.d.ts", eventKinds.dts],
    ["EVIDENCE.md", renderEvidenceLedger(document, questions)],
    ["evidence.json", renderEvidenceData(document, questions)],
  ]);
}
