import type { JsonObject } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";
import { readContract, readEventOperations, readEventUnion } from "./contract-data.ts";
import { columnsOf, columnTypes } from "./event-columns.ts";

/**
 * `contract.js` and its declaration: the contract as data with literal types, so that no other file repeats a path, a
 * parameter or a column. The constants are separate, so that a bundler drops those that a program does not use.
 */
export function renderContract(document: JsonObject): { js: string; dts: string } {
  const { kinds, parameters, notificationId, security, server } = readContract(document);
  const { variants } = readEventUnion(document);
  const operations = readEventOperations(document);
  const named = Object.entries(parameters).map(([name, { description, ...data }]) => ({
    name,
    description,
    data,
  }));
  const constants: readonly Constant[] = [
    {
      name: "endpoints",
      comment: `The endpoint of each event kind: its path, the \`type\` of its events, the objects that
\`source.detail\` of a known source must hold, and its query parameters.`,
      value: kinds,
    },
    {
      name: "eventSummaries",
      comment: "What each event kind lists, in a line.",
      value: byKind(operations, ({ operation }) => String(operation["summary"] ?? "").trim()),
      type: "{ readonly [K in EventKind]: string }",
    },
    {
      name: "eventColumns",
      comment: "The values of each kind's events as columns: each by its path, in the contract's order.",
      value: byKind(operations, ({ eventType }) => columnsOf(document, variants.get(eventType) ?? "")),
      type: "{ readonly [K in EventKind]: readonly string[] }",
    },
    {
      name: "eventColumnTypes",
      comment: "The JSON types of each column's values; none where the contract names none.",
      value: byKind(operations, ({ eventType }) =>
        Object.fromEntries(columnTypes(document, variants.get(eventType) ?? "")),
      ),
      type: "{ readonly [K in EventKind]: { readonly [column: string]: readonly string[] } }",
    },
    {
      name: "queryParameters",
      comment: "What each query parameter takes.",
      value: Object.fromEntries(named.map(({ name, data }) => [name, data])),
      comments: Object.fromEntries(named.map(({ name, description }) => [name, description])),
    },
    {
      name: "parameterDescriptions",
      comment: "What each query parameter means, in Markdown.",
      value: Object.fromEntries(named.map(({ name, description }) => [name, description])),
      type: "{ readonly [Name in keyof typeof queryParameters]: string }",
    },
    {
      name: "notificationId",
      comment: "The ids that a notification may have.",
      value: notificationId,
      type: "{ readonly minimum: number; readonly maximum: number }",
    },
    {
      name: "security",
      comment: "How the key is sent: the header, and the text in front of the key.",
      value: security,
      type: "{ readonly header: string; readonly prefix: string }",
    },
    {
      name: "server",
      comment: "Where the API is, without a slash at its end.",
      value: server,
      type: "string",
    },
  ];
  return {
    js:
      codeBanner + constants.map(({ name, value }) => `\nexport const ${name} = ${json(value)};\n`).join(""),
    dts: `${codeBanner}
/** An event kind: the last segment of its endpoint's path. */
export type EventKind = ${Object.keys(kinds).map(json).join(" | ")};
${constants.map(declare).join("")}`,
  };
}

/** A constant of the module. */
interface Constant {
  readonly name: string;
  readonly comment: string;
  readonly value: unknown;
  /** In place of the type that has every value as a literal. */
  readonly type?: string;
  /** Comments of its properties. */
  readonly comments?: Readonly<Record<string, string>>;
}

function declare({ name, comment, value, type, comments }: Constant): string {
  return `\n${docComment(comment)}export declare const ${name}: ${type ?? literalType(value, comments)};\n`;
}

function byKind<T>(
  operations: ReturnType<typeof readEventOperations>,
  of: (operation: ReturnType<typeof readEventOperations>[number]) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(operations.map((operation) => [operation.kind, of(operation)]));
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** The type that only this value has. */
function literalType(value: unknown, comments: Constant["comments"] = {}, indent = ""): string {
  if (Array.isArray(value)) return `readonly [${value.map((item) => literalType(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return json(value);
  const inner = `${indent}  `;
  const properties = Object.entries(value).map(
    ([name, property]) =>
      `${comments[name] === undefined ? "" : docComment(comments[name], inner)}${inner}readonly ${json(name)}: ${literalType(property, {}, inner)};\n`,
  );
  return properties.length === 0 ? "{}" : `{\n${properties.join("")}${indent}}`;
}

/** A text as a documentation comment. */
export function docComment(text: string, indent = ""): string {
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}
