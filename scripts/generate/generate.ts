import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import type { JsonObject } from "../../src/shared/json.ts";
import { SpecError } from "./bundle.ts";
import { describeChanges } from "./describe-changes.ts";
import { renderEventTemplates } from "./event-templates.ts";
import { renderEvidenceData, renderEvidenceLedger } from "./evidence-ledger.ts";
import { findOpenDecisions } from "./open-decisions.ts";
import { renderContract } from "./render-contract.ts";
import { renderEvents } from "./render-events.ts";
import { digestOfSpec, specDigestFile } from "./spec-digest.ts";

/** The files to generate, and the output for messages. */
export interface GenerateOptions {
  /** Folder that holds `redocly.yaml`, `spec/` and `generated/`. */
  readonly root: string;
  /** What `spec/` bundles into. Not awaited before the generators are loaded. */
  readonly document: Promise<JsonObject>;
  /** The open questions that the evidence ledger lists. */
  readonly questions: readonly OpenQuestion[];
  /** Compare only, write nothing. */
  readonly check: boolean;
  /** Prints the lines for the user: the console, except in tests. */
  readonly print?: Pick<Console, "log" | "error">;
}

/**
 * Brings `generated/` in line with `spec/`, or checks that it is. A broken spec changes nothing.
 *
 * @returns The exit code: 1 when the spec is broken or, with `check`, a file is not what the spec gives; else 0.
 */
export async function generate({ check, print = console, ...sources }: GenerateOptions): Promise<0 | 1> {
  const { root } = sources;
  try {
    const outputs = await renderOutputs(sources);
    if (check) {
      const stale = await findStale(root, outputs);
      if (stale.length === 0) {
        print.log(upToDate);
        return 0;
      }
      print.error([...stale, "Run `npm run generate` and commit what it writes."].join("\n"));
      return 1;
    }
    const before = await readBundle(root);
    const after: JsonObject = JSON.parse(outputs.get(bundleFile) ?? "{}");
    const changes = before ? describeChanges(before, after) : [];
    const decisions = await findOpenDecisions(root, before, after);
    const written = await writeOutputs(root, outputs);
    print.log(written.length > 0 ? written.join("\n") : upToDate);
    if (changes.length > 0) print.log(`\n${changes.join("\n")}`);
    if (decisions.length > 0) print.log(`\nTo decide:\n${decisions.map((line) => `  ${line}`).join("\n")}`);
    return 0;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    print.error(`${error.message}\n\nThe spec is broken; generated/ is left as it was.`);
    return 1;
  }
}

const upToDate = "generated/ is what spec/ gives.";
const bundleFile = "openapi.json";

/** The bundle as it was generated last; `undefined` where there is none that can be read. */
async function readBundle(root: string): Promise<JsonObject | undefined> {
  try {
    return JSON.parse(await readFile(join(root, "generated", bundleFile), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Everything that belongs into `generated/`, by file name. Nothing is written.
 *
 * @throws SpecError when the spec is broken.
 */
async function renderOutputs({
  root,
  document: bundling,
  questions,
}: Pick<GenerateOptions, "root" | "document" | "questions">): Promise<ReadonlyMap<string, string>> {
  // Imported here, not above: the TypeScript compiler and ajv load while Redocly works in its own processes.
  const [document, { renderTypes, unknownKindDeclaration }, { renderValidators }] = await Promise.all([
    bundling,
    import("./types.ts"),
    import("./validators.ts"),
  ]);
  const validators = renderValidators(document);
  const contract = renderContract(document);
  const events = renderEvents(document);
  const eventTemplates = renderEventTemplates(document);
  return new Map([
    [bundleFile, `${JSON.stringify(document, null, 2)}\n`],
    ["types.d.ts", await renderTypes(document)],
    ["unknown-kind.d.ts", unknownKindDeclaration],
    ["validators.js", validators.js],
    ["validators.d.ts", validators.dts],
    ["contract.js", contract.js],
    ["contract.d.ts", contract.dts],
    ["events.js", events.js],
    ["events.d.ts", events.dts],
    ["event-templates.js", eventTemplates.js],
    ["event-templates.d.ts", eventTemplates.dts],
    [specDigestFile, `${await digestOfSpec(root)}\n`],
    ["EVIDENCE.md", renderEvidenceLedger(document, questions)],
    ["evidence.json", renderEvidenceData(document, questions)],
  ]);
}

type Difference = "missing" | "different" | "extra";

/**
 * Makes `generated/` hold the outputs and nothing else; files that are right already are left alone.
 *
 * @returns A line for each file that changed; none when all were right.
 */
async function writeOutputs(root: string, outputs: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const differences = await compare(root, outputs);
  await mkdir(join(root, "generated"), { recursive: true });
  for (const [name] of differences) {
    const file = join(root, "generated", name);
    const text = outputs.get(name);
    await (text === undefined ? rm(file, { recursive: true }) : writeFile(file, text));
  }
  return [...differences].map(([name, how]) => `${how === "extra" ? "removed" : "wrote"} generated/${name}`);
}

/** A line for each file of `generated/` that is not what the spec gives; empty when all are. */
async function findStale(root: string, outputs: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const wordings: Record<Difference, string> = {
    missing: "is missing",
    different: "is not what spec/ gives: the spec has changed since, or the file was edited by hand",
    extra: "is extra: nothing generates it",
  };
  return [...(await compare(root, outputs))].map(([name, how]) => `generated/${name} ${wordings[how]}.`);
}

async function compare(root: string, outputs: ReadonlyMap<string, string>): Promise<Map<string, Difference>> {
  const found = new Map<string, Difference>();
  const present = await readdir(join(root, "generated")).catch(ignoreMissing);
  for (const name of outputs.keys()) if (!present.includes(name)) found.set(name, "missing");
  for (const name of present) {
    const text = outputs.get(name);
    if (text === undefined) found.set(name, "extra");
    else if ((await readFile(join(root, "generated", name), "utf8")) !== text) found.set(name, "different");
  }
  return new Map([...found].sort());
}

function ignoreMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
