import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";
import {
  type EventOperation,
  type EventSource,
  readEventOperations,
  readEventUnion,
  readSources,
} from "./contract-data.ts";
import { docComment } from "./render-contract.ts";

/**
 * `events.js` and its declaration: the types of the known events, and guards that recognise them.
 *
 * A guard checks only the parts that distinguish a known event from an unknown one: its `type`, the type of its source
 * and the objects in its detail. Validators check the other fields.
 */
export function renderEvents(document: JsonObject): { js: string; dts: string } {
  const operations = readEventOperations(document);
  const types = readEventTypes(document, operations);
  return { js: renderGuards(types), dts: renderDeclarations(document, operations, types) };
}

/** A type of known events. */
interface EventType {
  /** Name of the TypeScript type, such as `Activation`. */
  readonly name: string;
  readonly eventType: string;
  /** The first event kind that lists such events. */
  readonly kind: string;
  /** Name of the schema. */
  readonly schema: string;
  readonly sources: readonly EventSource[];
}

function readEventTypes(document: JsonObject, operations: readonly EventOperation[]): readonly EventType[] {
  const { variants } = readEventUnion(document);
  const types = new Map<string, EventType>();
  for (const { kind, eventType } of operations) {
    const schema = variants.get(eventType) ?? "";
    const sources = readSources(document, eventType);
    if (!types.has(eventType))
      types.set(eventType, { name: typeName(eventType), eventType, kind, schema, sources });
  }
  return [...types.values()];
}

/** Makes `InAppImpression` of `in-app impression`. */
function typeName(eventType: string): string {
  return eventType.replaceAll(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function renderGuards(types: readonly EventType[]): string {
  const guards = types.map(
    ({ name, kind }) => `export const is${name} = (value) => isEventOf(${JSON.stringify(kind)}, value);\n`,
  );
  return `${codeBanner}
import { endpoints } from "./contract.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function isEventOf(kind, value) {
  const { eventType, sources } = endpoints[kind];
  if (!isObject(value) || value.type !== eventType) return false;
  const types = Object.keys(sources);
  if (types.length === 0) return true;
  const { source } = value;
  // "includes" compares strictly: a list of one string is no type.
  if (!isObject(source) || !isObject(source.detail) || !types.includes(source.type)) return false;
  return sources[source.type].every((name) => isObject(source.detail[name]));
}

${guards.join("")}`;
}

function renderDeclarations(
  document: JsonObject,
  operations: readonly EventOperation[],
  types: readonly EventType[],
): string {
  const names = types.map(({ name }) => name);
  const schemas = types.flatMap(({ schema, sources }) => [schema, ...sources.map((source) => source.schema)]);
  const details = types
    .flatMap(({ sources }) => sources.flatMap(({ detail }) => detail ?? []))
    .filter((detail) => !names.includes(detail));
  const list = (all: readonly string[]) =>
    [...new Set(all)]
      .sort()
      .map((one) => `  ${one},\n`)
      .join("");
  return `${codeBanner}
import type { EventKind } from "./contract.js";
import type {
${list(schemas.map((schema) => `${schema} as ${alias(schema)}`))}} from "./types.js";

export type {
${list(details)}} from "./types.js";

${types.map((type) => renderType(document, type)).join("\n")}
/** The known events of each event kind. */
export interface EventsByKind {
${operations.map((operation) => renderKind(document, operation)).join("\n")}}

/**
 * Whether a value, such as a line of an export read back, is an event of this kind that this version knows: its \`type\`,
 * the type of its source, and an object where each detail belongs. The fields are not checked; \`eventValidator\` does that.
 */
export declare function isEventOf<K extends EventKind>(kind: K, value: unknown): value is EventsByKind[K];
`;
}

function renderType(document: JsonObject, { name, eventType, schema, sources }: EventType): string {
  const known = sources.map((source) => alias(source.schema)).join(" | ");
  const comment = paragraphs(
    objectAt(document, "components", "schemas", schema)["description"],
    ...sources
      .flatMap(({ details }) => Object.entries(details))
      .map(([detail, definition]) => evidenceText(document, definition, ` of \`${detail}\``)),
  );
  return `${docComment(comment)}export interface ${name} extends ${alias(schema)} {
${known === "" ? "" : `  readonly source: ${known};\n`}}

/** Whether a value is an event of type \`${eventType}\` that this version knows; see {@link isEventOf}. */
export declare function is${name}(value: unknown): value is ${name};
`;
}

/** The other name that a schema is imported under, because an event may be called as a schema is. */
function alias(schema: string): string {
  return `${schema}Schema`;
}

function renderKind(document: JsonObject, { kind, eventType, operation }: EventOperation): string {
  const { summary, description } = operation;
  const comment = docComment(paragraphs(summary, description, evidenceText(document, operation)), "  ");
  return `${comment}  readonly ${JSON.stringify(kind)}: ${typeName(eventType)};\n`;
}

/** How a statement is known, for people; `undefined` if it does not say. */
function evidenceText(document: JsonObject, statement: JsonObject, of = ""): string | undefined {
  const { level, source, note = "" } = objectAt(statement, "x-evidence");
  if (level === undefined) return undefined;
  const { title = source } = objectAt(document, "x-sources", String(source));
  return `Evidence${of}: ${level}. Source: ${title}.\n${note}`;
}

function paragraphs(...texts: readonly unknown[]): string {
  return texts
    .filter((text) => text !== undefined)
    .map((text) => String(text).trim())
    .join("\n\n");
}
