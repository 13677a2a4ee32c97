/**
 * The part of Redocly's plugin interface that our rules use. Its own types are out of reach: the CLI carries its core
 * bundled, and `@redocly/openapi-core` resolves to the old copy that openapi-typescript brings.
 */
import { relative } from "node:path";

/** A parsed YAML or JSON object. */
export type Node = Readonly<Record<string, unknown>>;

/** A node's place: which file, and the JSON pointer inside it. */
export interface Location {
  readonly source: { readonly absoluteRef: string };
  /** `#/` for a whole file. */
  readonly pointer: string;
  /** File and pointer: equal exactly when the node is the same. */
  readonly absolutePointer: string;
  child(path: readonly (string | number)[]): Location;
  /** The same place, pointing at its key. */
  key(): ReportLocation;
}

/** Where a problem is shown. */
export type ReportLocation = Pick<Location, "source" | "pointer"> & { readonly reportOnKey?: boolean };

/** A node at the requested place, or the target of a `$ref` there. */
export interface Found {
  readonly node: unknown;
  readonly location: Location;
}

/** The context of a visitor. */
export interface Context {
  /** Place of the node behind the `$ref`, where there is one. */
  readonly location: Location;
  /** Place where the node, or the `$ref` to it, was written. */
  readonly rawLocation: Location;
  /** The node as written: visitors get it resolved, without the siblings of its `$ref`. */
  readonly rawNode: unknown;
  readonly type: { readonly name: string };
  readonly key: string | number;
  report(problem: { readonly message: string; readonly location: ReportLocation }): void;
  resolve(ref: Node, from: string): { readonly node: unknown; readonly location: Location | undefined };
}

/** Called once for each node of its type. An array comes as a `Node` too: its entries are its items. */
export type Visitor = (node: Node, context: Context) => void;

type NodeType =
  | "Operation"
  | "ParameterList"
  | "Parameter"
  | "Responses"
  | "HeadersMap"
  | "Header"
  | "MediaType"
  | "ExamplesMap"
  | "Example"
  | "NamedParameters"
  | "NamedResponses"
  | "NamedHeaders"
  | "NamedExamples"
  | "SchemaProperties"
  | "Schema";

/** One rule: visitors by the type of the node. */
export interface Visitors extends Partial<Readonly<Record<NodeType, Visitor>>> {
  readonly Root?: { readonly enter?: Visitor; readonly leave?: Visitor };
  /** Sees every node that has a type. */
  readonly any?: Visitor;
  /** Sees every use of a `$ref`. */
  readonly ref?: Visitor;
}

/** Makes the visitors of one rule, with fresh state for each document that is linted. */
export type RedoclyRule = () => Visitors;

/** Whether `value` is an object that is no array. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` is a reference object, siblings or not. */
export function isRef(value: unknown): value is Node & { readonly $ref: string } {
  return isNode(value) && typeof value["$ref"] === "string";
}

/** The strings of `value`, where it is an array; else none. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/**
 * The node behind `raw`, written at `at`: itself, or the target of its `$ref`.
 *
 * @returns `undefined` for a reference that leads nowhere, which Redocly's `no-unresolved-refs` reports.
 */
export function followRef(raw: unknown, at: Location, context: Context): Found | undefined {
  if (!isRef(raw)) return { node: raw, location: at };
  const { node, location } = context.resolve(raw, at.source.absoluteRef);
  return location === undefined ? undefined : { node, location };
}

/**
 * The values that a schema's own `properties` allow for its tag, by `const` or `enum`. Not through `allOf`: what
 * generators and validators read is the variant's own property.
 */
export function tagsOf(schema: unknown, property: string, at: Location, context: Context): string[] {
  const properties = isNode(schema) ? schema["properties"] : undefined;
  if (!isNode(properties) || !Object.hasOwn(properties, property)) return [];
  const tag = followRef(properties[property], at.child(["properties", property]), context)?.node;
  if (!isNode(tag)) return [];
  return strings(tag["const"] === undefined ? tag["enum"] : [tag["const"]]);
}

/** The place as a message names it: the file as seen from the working directory, and the pointer unless it is the whole file. */
export function placeName({ source, pointer }: Location): string {
  const file = relative(process.cwd(), source.absoluteRef);
  return pointer === "#/" ? file : `${file}${pointer}`;
}
