import { isDeepStrictEqual } from "node:util";
import { followReference } from "../../contract-tests/contract-model/document.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { compareDocuments, isUnjudged, versionStep } from "../drift/compare-documents.ts";
import type { DriftFinding } from "../drift/comparison.ts";
import { openDocument, printable } from "../drift/document.ts";
import { SpecError } from "./bundle.ts";
import { readContract, readEventOperations, readEventUnion } from "./contract-data.ts";
import { columnsOf } from "./event-columns.ts";
import type { ParameterData } from "./parameter-data.ts";

/**
 * Describes what a change of the contract means for users of the package, in lines: `+` is new, `-` is removed, `~` is
 * changed, and `!` is breaking. The last line is the version step.
 *
 * @param before The bundle that `generated/` held.
 * @param after The bundle that it holds now.
 * @returns No line where the bundle did not change.
 */
export function describeChanges(before: JsonObject, after: JsonObject): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  try {
    return compareBundles(before, after);
  } catch (error) {
    if (!(error instanceof SpecError || error instanceof UsageError)) throw error;
    return [`The previous bundle in generated/ cannot be compared with the new one: ${error.message}`];
  }
}

function compareBundles(before: JsonObject, after: JsonObject): readonly string[] {
  const [old, fresh] = [openDocument(before, "the old bundle"), openDocument(after, "the new bundle")];
  const { findings } = compareDocuments(old, fresh, { strict: true });
  const lines = [
    ...apiChanges(before, after),
    ...parameterChanges(before, after),
    ...listChanges("column", columnKinds(before), columnKinds(after)),
    ...listChanges("type", schemaNames(before), schemaNames(after)),
    ...listChanges("header", headerOwners(before), headerOwners(after)),
    ...findings.filter(({ level }) => level === "breaking").map(breakingChange),
  ];
  const step = versionStep(old, fresh, findings);
  if (lines.length === 0 && isUnjudged(old, fresh, findings))
    lines.push("! something that no rule judges; git diff generated/openapi.json shows it");
  return [
    ...(lines.length > 0 ? ["Changed for users:", ...new Set(lines.map((line) => `  ${line}`))] : []),
    `Version step of this change: ${step}.${step === "none" ? "" : " Say so with npm run changeset."}`,
  ];
}

/** Where the API is, how the key is sent, and what it lists. */
function apiChanges(before: JsonObject, after: JsonObject): readonly string[] {
  const [old, fresh] = [readContract(before), readContract(after)];
  const key = ({ security }: typeof old) => `${security.header}: ${security.prefix}<key>`;
  const kinds = [...new Set([...Object.keys(old.kinds), ...Object.keys(fresh.kinds)])];
  return [
    ...changed("server", old.server, fresh.server),
    ...changed("header", key(old), key(fresh)),
    ...kinds.flatMap((kind) =>
      changed(`event kind ${kind}`, address(old.kinds[kind]), address(fresh.kinds[kind])),
    ),
  ];
}

function address(kind: { readonly path: string } | undefined): string | undefined {
  return kind && `GET ${kind.path}`;
}

function parameterChanges(before: JsonObject, after: JsonObject): readonly string[] {
  const [old, fresh] = [readContract(before), readContract(after)];
  const names = [...new Set([...Object.keys(old.parameters), ...Object.keys(fresh.parameters)])];
  return names.flatMap((name) => {
    const isNew = old.parameters[name] === undefined;
    const takes = ({ kinds, parameters }: typeof old) => {
      const data = parameters[name];
      // If a new event kind has a parameter of the others, the parameter itself did not change.
      const listed = Object.keys(kinds).filter((kind) => isNew || (old.kinds[kind] && fresh.kinds[kind]));
      const owners = listed.filter((kind) => kinds[kind]?.parameters.includes(name));
      return data && `${describeParameter(data)}, of ${owners.join(", ")}`;
    };
    return changed(`parameter ${name}`, takes(old), takes(fresh));
  });
}

/** The allowed values of a parameter: `integer from 1 to 1000`. */
function describeParameter(data: ParameterData): string {
  if (data.kind === "choice") return data.values.join(" or ");
  if (data.kind !== "integer" && data.kind !== "number") return data.kind;
  const { kind, minimum, maximum } = data;
  const from = minimum === undefined ? "" : ` from ${minimum}`;
  return `${kind}${from}${maximum === undefined ? "" : ` to ${maximum}`}`;
}

/** The columns of all kinds, each with the kinds that have it. */
function columnKinds(document: JsonObject): ReadonlyMap<string, string> {
  const { variants } = readEventUnion(document);
  const owners = new Map<string, string>();
  for (const { kind, eventType } of readEventOperations(document)) {
    for (const column of columnsOf(document, variants.get(eventType) ?? "")) {
      const others = owners.get(column);
      owners.set(column, others === undefined ? ` of ${kind}` : `${others}, ${kind}`);
    }
  }
  return owners;
}

/** The headers of all responses, each with the statuses that have it. */
function headerOwners(document: JsonObject): ReadonlyMap<string, string> {
  const statuses = new Map<string, Set<string>>();
  for (const { operation } of readEventOperations(document)) {
    for (const [status, response] of Object.entries(objectAt(operation, "responses"))) {
      const { node } = followReference(document, response, "");
      for (const name of Object.keys(objectAt(node, "headers")))
        statuses.set(name, (statuses.get(name) ?? new Set()).add(status));
    }
  }
  return new Map([...statuses].map(([name, of]) => [name, ` of ${[...of].join(", ")}`]));
}

function schemaNames(document: JsonObject): ReadonlyMap<string, string> {
  return new Map(Object.keys(objectAt(document, "components", "schemas")).map((name) => [name, ""]));
}

function listChanges(
  what: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const added = [...after].filter(([name]) => !before.has(name));
  const removed = [...before].filter(([name]) => !after.has(name));
  const lines = (sign: string, entries: typeof added) =>
    entries.map(([name, of]) => `${sign} ${what} ${name}${of}`);
  return [...lines("+", added), ...lines("-", removed)];
}

function changed(what: string, before: string | undefined, after: string | undefined): readonly string[] {
  if (before === after) return [];
  if (before === undefined) return [`+ ${what}: ${after}`];
  if (after === undefined) return [`- ${what}`];
  return [`~ ${what}: ${before} becomes ${after}`];
}

function breakingChange({ subject, operations, ours, theirs }: DriftFinding): string {
  return `! ${subject} of ${operations.join(", ")}: ${printable(ours)} becomes ${printable(theirs)}`;
}
