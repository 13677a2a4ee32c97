import { followReference, readSecurityScheme } from "../../contract-tests/contract-model/document.ts";
import { type OpenUnion, readOpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { isObject, type JsonObject, objectAt, referenceName, valueAt } from "../../src/shared/json.ts";
import { SpecError } from "./bundle.ts";
import { type ParameterData, readPathParameter, readQueryParameters } from "./parameter-data.ts";

/** The data of an endpoint (one event kind) that the package, the suite and the scripts need. */
export interface KindData {
  readonly path: string;
  /** `type` of the events, such as `activation`: the operation's `x-event-type`. */
  readonly eventType: string;
  /** The required objects of `source.detail`, by the `type` of the source. Empty if the events have no known source. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Names of the query parameters. */
  readonly parameters: readonly string[];
}

/** How the key is sent. */
export interface SecurityData {
  /** Name of the header, as the contract writes it. */
  readonly header: string;
  /** Text in front of the key, such as `Bearer `. */
  readonly prefix: string;
}

/** The contract as data, for code that would otherwise repeat it. */
export interface ContractData {
  /** By the last segment of the path, such as `activations`, in the order of the document. */
  readonly kinds: Readonly<Record<string, KindData>>;
  readonly parameters: Readonly<Record<string, ParameterData>>;
  readonly notificationId: { readonly minimum: number; readonly maximum: number };
  readonly security: SecurityData;
  /** Address of the first server. */
  readonly server: string;
}

/** An operation that lists events. */
export interface EventOperation {
  /** Last segment of the path. */
  readonly kind: string;
  readonly path: string;
  readonly eventType: string;
  readonly operation: JsonObject;
}

/** The operations that carry `x-event-type`, in the order of the document. */
export function readEventOperations(document: JsonObject): readonly EventOperation[] {
  return Object.keys(objectAt(document, "paths")).flatMap((path) => {
    const operation = objectAt(document, "paths", path, "get");
    const eventType = operation["x-event-type"];
    if (typeof eventType !== "string") return [];
    return [{ kind: path.slice(path.lastIndexOf("/") + 1), path, eventType, operation }];
  });
}

/**
 * Reads the contract as data.
 *
 * @throws SpecError when the contract says something that the client cannot do, such as a key in the query.
 */
export function readContract(document: JsonObject): ContractData {
  const operations = readEventOperations(document);
  const kinds = operations.map(({ kind, path, eventType }): [string, KindData] => [
    kind,
    {
      path,
      eventType,
      sources: Object.fromEntries(
        readSources(document, eventType).map(({ type, details }) => [type, Object.keys(details)]),
      ),
      parameters: readQueryParameters(document, path).map(([name]) => name),
    },
  ]);
  const parameters = operations.flatMap(({ path }) => readQueryParameters(document, path));
  return {
    kinds: Object.fromEntries(kinds),
    parameters: Object.fromEntries(new Map(parameters.map((entry) => sameEverywhere(entry, parameters)))),
    notificationId: onlyOne(
      "path parameter",
      operations.map(({ path }) => readPathParameter(document, path)),
    ),
    security: onlyOne(
      "security scheme",
      operations.map(({ operation }) => readSecurity(document, operation)),
    ),
    server: readServer(document),
  };
}

/** The address that the client calls by default. */
function readServer(document: JsonObject): string {
  const url = String(objectAt([document["servers"]].flat()[0])["url"] ?? "");
  if (URL.canParse(url) && new URL(url).protocol === "https:") return url;
  throw new SpecError(
    `The first of \`servers\` is ${JSON.stringify(url)}. The client calls it by default, so it must be an absolute https address.`,
  );
}

/** The open union of all events. */
export function readEventUnion(document: JsonObject): OpenUnion {
  const schemas = objectAt(document, "components", "schemas");
  const types = readEventOperations(document).map(({ eventType }) => eventType);
  for (const schema of Object.values(schemas)) {
    const union = readOpenUnion(schema, schemas);
    if (union && types.length > 0 && types.every((type) => union.variants.has(type))) return union;
  }
  throw new SpecError(
    `No open union (anyOf of a known and an unknown member) of components/schemas maps every x-event-type of the operations: ${types.join(", ") || "no operation has one"}.`,
  );
}

/** A known source of an event. */
export interface EventSource {
  readonly type: string;
  /** Name of its schema. */
  readonly schema: string;
  /** Name of the schema of its detail, unless that is written in place. */
  readonly detail: string | undefined;
  /** The objects that its detail must hold: the definition of each by its name. */
  readonly details: Readonly<Record<string, JsonObject>>;
}

/** The known sources of the events of a type. */
export function readSources(document: JsonObject, eventType: string): readonly EventSource[] {
  const schemas = objectAt(document, "components", "schemas");
  const event = objectAt(schemas, readEventUnion(document).variants.get(eventType) ?? "");
  const source = followReference(document, valueAt(event, "properties", "source"), "").node;
  const variants = readOpenUnion(source, schemas)?.variants ?? new Map<string, string>();
  return [...variants].map(([type, schema]) => {
    const written = valueAt(schemas, schema, "properties", "detail");
    const detail = followReference(document, written, "").node;
    const { required } = detail;
    const names = Array.isArray(required) ? required.map(String) : [];
    const definitions = names.map((name) => [name, objectAt(detail, "properties", name)] as const);
    return {
      type,
      schema,
      detail: referenceName(written),
      details: Object.fromEntries(definitions.filter(([, definition]) => holdsObjects(document, definition))),
    };
  });
}

function holdsObjects(document: JsonObject, definition: JsonObject): boolean {
  const { node } = followReference(document, definition, "");
  const members = node["anyOf"] ?? node["oneOf"];
  return Array.isArray(members)
    ? members.every((member) => isObject(member) && holdsObjects(document, member))
    : node["type"] === "object";
}

/** How the requests of an operation carry the key. */
export function readSecurity(document: JsonObject, operation: JsonObject): SecurityData {
  const { type, name, in: place, scheme } = readSecurityScheme(document, operation).node;
  if (type === "apiKey" && place === "header") return { header: String(name), prefix: "" };
  if (type === "http" && String(scheme).toLowerCase() === "bearer") {
    return { header: "Authorization", prefix: "Bearer " };
  }
  throw new SpecError(
    "The client sends one key in a header. Make the first entry of `security` name one scheme of type apiKey in a header, or http bearer.",
  );
}

/** A parameter by its name, which must mean one thing wherever it is used. */
function sameEverywhere(
  [name, data]: readonly [string, ParameterData],
  all: readonly (readonly [string, ParameterData])[],
): readonly [string, ParameterData] {
  const others = all.filter(([other]) => other === name).map(([, other]) => other);
  return [name, onlyOne(`query parameter ${name}`, [data, ...others])];
}

function onlyOne<T>(what: string, found: readonly T[]): T {
  const [first] = found;
  if (first !== undefined && found.every((one) => JSON.stringify(one) === JSON.stringify(first)))
    return first;
  throw new SpecError(
    `The operations that list events must have the same ${what}, because the client has one for all. Let them share one component.`,
  );
}
