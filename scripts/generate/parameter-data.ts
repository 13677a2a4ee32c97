import { followReference, specPlace } from "../../contract-tests/contract-model/document.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { SpecError } from "./bundle.ts";

/** The allowed values of a parameter, and its description. */
export type ParameterData = { readonly description: string } & (
  | { readonly kind: "instant" | "boolean" | "text" }
  | { readonly kind: "integer" | "number"; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "choice"; readonly values: readonly (string | number)[] }
);

/** The bounds of an integer that says none: beyond them a number of JavaScript loses digits. */
const bounds: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  int32: [-2_147_483_648, 2_147_483_647],
  any: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/**
 * The query parameters of an operation, in its order.
 *
 * @throws SpecError when one takes something that the client cannot check, such as a list.
 */
export function readQueryParameters(
  document: JsonObject,
  path: string,
): readonly (readonly [name: string, data: ParameterData])[] {
  return operationParameters(document, path, "query").map(({ parameter, pointer }) => {
    const name = String(parameter["name"]);
    if (taken.has(name)) {
      throw new SpecError(
        `The client and the command line have an option or a property ${name} of their own, so no query parameter can have that name.`,
      );
    }
    const description = String(parameter["description"] ?? "").trim();
    return [name, { ...readSchema(document, parameter, pointer), description }];
  });
}

/** Names of other options beside the query parameters: of a call, and of every command. */
const taken: ReadonlySet<string> = new Set(["signal", "help", "__proto__"]);

/** The bounds of the one parameter in the path, an integer. */
export function readPathParameter(
  document: JsonObject,
  path: string,
): { readonly minimum: number; readonly maximum: number } {
  const [found, ...others] = operationParameters(document, path, "path");
  if (found && others.length === 0) {
    const data = readSchema(document, found.parameter, found.pointer);
    if ("minimum" in data && "maximum" in data && data.kind === "integer") {
      return { minimum: data.minimum, maximum: data.maximum };
    }
  }
  throw new SpecError(
    `The client calls GET ${path} with the id of a notification. The path needs exactly one parameter, an integer.`,
  );
}

/** A parameter of an operation. */
export interface FoundParameter {
  readonly parameter: JsonObject;
  /** Where it is, if the operation refers to it; else empty. */
  readonly pointer: string;
}

/**
 * The parameters of the GET of a path: its own, then those of the path that it does not replace.
 *
 * @param place `query`, `path`, `header` or `cookie`. Default: all.
 */
export function operationParameters(
  document: JsonObject,
  path: string,
  place?: string,
): readonly FoundParameter[] {
  const item = objectAt(document, "paths", path);
  const found = new Map<string, FoundParameter>();
  for (const list of [objectAt(item, "get")["parameters"], item["parameters"]]) {
    for (const listed of Array.isArray(list) ? list : []) {
      const { node, pointer } = followReference(document, listed, "");
      const name = `${node["in"]} ${node["name"]}`;
      if ((place ?? node["in"]) === node["in"] && !found.has(name))
        found.set(name, { parameter: node, pointer });
    }
  }
  return [...found.values()];
}

type Taken<Data> = Data extends unknown ? Omit<Data, "description"> : never;

function readSchema(document: JsonObject, parameter: JsonObject, pointer: string): Taken<ParameterData> {
  const { node } = followReference(document, parameter["schema"], "");
  const listed = node["anyOf"] ?? node["oneOf"];
  const members = (Array.isArray(listed) ? listed : [node]).map(
    (member) => followReference(document, member, "").node,
  );
  if (members.some(({ format }) => format === "date-time")) return { kind: "instant" };
  const [schema, ...others] = members.filter(({ type }) => type !== "null");
  const { enum: values = schema && "const" in schema ? [schema["const"]] : undefined } = schema ?? {};
  const type = [schema?.["type"]].flat().filter((one) => one !== "null");
  if (schema && others.length === 0 && type.length === 1) {
    if (Array.isArray(values)) return { kind: "choice", values };
    if (type[0] === "integer") return { kind: "integer", ...boundsOf(schema) };
    if (type[0] === "number") return { kind: "number", ...limitsOf(schema) };
    if (type[0] === "boolean") return { kind: "boolean" };
    if (type[0] === "string") return { kind: "text" };
  }
  const where = pointer === "" ? "" : ` (${specPlace(pointer)})`;
  throw new SpecError(
    `The client cannot check the parameter ${parameter["name"]}${where}. Give its schema one type: integer, number, boolean, string, an enum, or a date-time.`,
  );
}

function limitsOf(schema: JsonObject): { minimum?: number; maximum?: number } {
  const { minimum, maximum } = schema;
  return {
    ...(typeof minimum === "number" && { minimum }),
    ...(typeof maximum === "number" && { maximum }),
  };
}

function boundsOf(schema: JsonObject): { minimum: number; maximum: number } {
  const { exclusiveMinimum, exclusiveMaximum, format } = schema;
  const [least, most] = bounds[String(format)] ?? bounds["any"] ?? [0, 0];
  const minimum = typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : least;
  const maximum = typeof exclusiveMaximum === "number" ? exclusiveMaximum - 1 : most;
  return { minimum, maximum, ...limitsOf(schema) };
}
