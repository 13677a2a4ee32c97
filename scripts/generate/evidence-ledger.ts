import { markdownBanner } from "./banner.ts";
import { isObject, type JsonObject, objectAt } from "./json.ts";

interface Statement {
  readonly section: string;
  readonly node: string;
  readonly evidence: JsonObject;
}

const levels = ["documented", "sampled", "observed", "assumed"];

/** Where in the document a statement stands, and the heading it gets. The order is the ledger's. */
const sections: Readonly<Record<string, string>> = {
  paths: "Operations",
  securitySchemes: "Authentication",
  parameters: "Parameters",
  responses: "Responses",
  headers: "Headers",
  schemas: "Schemas",
  examples: "Examples",
};

/** `EVIDENCE.md`: every statement of the contract with how it is known. */
export function renderEvidenceLedger(document: JsonObject): string {
  const statements = [...findStatements(document, [])];
  const count = (level: string) => statements.filter(({ evidence }) => evidence["level"] === level).length;
  const groups = Object.entries(sections).map(([section, title]) => {
    const rows = statements.filter((statement) => statement.section === section).map(statementRow);
    return rows.length === 0
      ? ""
      : `\n## ${title}\n\n${table(["node", "level", "source", "note", "checks"], rows)}`;
  });
  return `${markdownBanner}
# Evidence

How each statement of the contract is known. \`checks\` are the conformance checks that would refute it.

${table(["level", "statements"], [...levels.map((level) => [level, String(count(level))]), ["all", String(statements.length)]])}
## Sources

${table(["id", "source", "read on"], Object.entries(objectAt(document, "x-sources")).map(sourceRow))}${groups.join("")}`;
}

function* findStatements(node: unknown, path: readonly string[]): Generator<Statement> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* findStatements(item, [...path, String(index)]);
  }
  if (!isObject(node)) return;
  if (isObject(node["x-evidence"])) yield { ...locate(path), evidence: node["x-evidence"] };
  for (const [key, value] of Object.entries(node)) yield* findStatements(value, [...path, key]);
}

function locate(path: readonly string[]): { section: string; node: string } {
  const [root = "", ...rest] = path;
  if (root !== "paths") return { section: rest[0] ?? "", node: shorten(rest.slice(1)).join(" › ") };
  const [address = "", method = "", ...inside] = rest;
  const operation = `${method.toUpperCase()} ${address}`;
  return { section: root, node: [operation, ...shorten(inside)].join(" › ") };
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

function statementRow({ node, evidence }: Statement): string[] {
  const checks = Array.isArray(evidence["refutedBy"]) ? evidence["refutedBy"].map((id) => `\`${id}\``) : [];
  const { level, source, note = "" } = evidence;
  return [`\`${node}\``, String(level), String(source), String(note), checks.join(", ")];
}

function sourceRow([id, source]: [string, unknown]): string[] {
  const { title = "", url, date = "" } = objectAt(source);
  return [id, url === undefined ? String(title) : `[${title}](${url})`, String(date)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.trim().replaceAll(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [head, head.map(() => "---"), ...rows].map(line).join("");
}
