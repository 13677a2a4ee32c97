import { isObject, type JsonObject, objectAt, valueAt } from "../../src/shared/json.ts";
import { pointerTo } from "../../src/shared/json-pointer.ts";

/** How a statement is known, from strongest to weakest. */
export const evidenceLevels = ["documented", "sampled", "observed", "assumed"] as const;

export type EvidenceLevel = (typeof evidenceLevels)[number];

/** How the contract knows a node; `undefined` for a node that does not say. */
export function evidenceOf(node: unknown): EvidenceLevel | undefined {
  return valueAt(node, "x-evidence", "level") as EvidenceLevel | undefined;
}

/** How the ids of the sources begin that `npm run observe` adds to `x-sources`: responses of these endpoints. */
export const responseSource = "responses-";

/**
 * How the contract knows a statement that a response of its endpoint raises to `observed`: as an assumption, or as
 * something that was observed elsewhere.
 *
 * @param node The statement, with its `x-evidence`.
 * @returns `undefined` where a response changes nothing: documented, sampled, or observed on these endpoints already.
 */
export function raisableLevel(node: unknown): "assumed" | "observed" | undefined {
  const level = evidenceOf(node);
  if (level === "assumed") return level;
  const source = String(valueAt(node, "x-evidence", "source"));
  return level === "observed" && !source.startsWith(responseSource) ? level : undefined;
}

/** A node of the contract that says how it is known. */
export interface Statement {
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  /** Its place, in words: `Stamp › time`. */
  readonly node: string;
  /** Part of the document: a key of {@link statementSections}. */
  readonly section: string;
  readonly level: string;
  /** Id of an entry of `x-sources`. */
  readonly source: string;
  readonly note: string | undefined;
  /** Ids of the conformance checks that would refute it. */
  readonly refutedBy: readonly string[];
}

/** The place of a statement in the document, and its heading. The order is that of the ledger. */
export const statementSections: Readonly<Record<string, string>> = {
  paths: "Operations",
  securitySchemes: "Authentication",
  parameters: "Parameters",
  responses: "Responses",
  headers: "Headers",
  schemas: "Schemas",
  examples: "Examples",
};

/** Every statement of the contract, in the order of {@link statementSections}. */
export function statementsOf(document: JsonObject): readonly Statement[] {
  const order = Object.keys(statementSections);
  return [...findStatements(document, [])].sort(
    (a, b) => order.indexOf(a.section) - order.indexOf(b.section),
  );
}

/** How many statements there are at each level. */
export function countLevels(statements: readonly Statement[]): readonly (readonly [string, number])[] {
  return evidenceLevels.map((level) => [level, statements.filter((one) => one.level === level).length]);
}

function* findStatements(node: unknown, path: readonly string[]): Generator<Statement> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* findStatements(item, [...path, String(index)]);
  }
  if (!isObject(node)) return;
  if (isObject(node["x-evidence"])) yield { ...locate(path), ...readEvidence(objectAt(node, "x-evidence")) };
  for (const [key, value] of Object.entries(node)) yield* findStatements(value, [...path, key]);
}

function readEvidence({ level, source, note, refutedBy }: JsonObject) {
  return {
    level: String(level),
    source: String(source),
    note: note === undefined ? undefined : String(note).trim().replaceAll(/\s+/g, " "),
    refutedBy: Array.isArray(refutedBy) ? refutedBy.map(String) : [],
  };
}

function locate(path: readonly string[]): Pick<Statement, "pointer" | "section" | "node"> {
  const pointer = `#${pointerTo(path)}`;
  const [root = "", ...rest] = path;
  if (root !== "paths") {
    return { pointer, section: rest[0] ?? "", node: shorten(rest.slice(1)).join(" › ") };
  }
  const [address = "", method = "", ...inside] = rest;
  const operation = `${method.toUpperCase()} ${address}`;
  return { pointer, section: root, node: [operation, ...shorten(inside)].join(" › ") };
}

/** Keys whose own keys are names that someone chose. */
const namespaces = new Set(["properties", "responses", "headers", "content", "examples"]);

/** A path without the keys that tell a reader nothing; a property may be called like one of them. */
function shorten(path: readonly string[]): readonly string[] {
  let isName = false;
  return path.flatMap((key) => {
    const wasName = isName;
    isName = !wasName && namespaces.has(key);
    if (wasName) return [key];
    if (key === "items") return ["[]"];
    return isName || key === "schema" ? [] : [key];
  });
}
