import { isObject } from "../../src/shared/json.ts";
import {
  type DocumentPlace,
  followRefs,
  membersOf,
  type OpenApiDocument,
  rootOf,
  targetOf,
  under,
} from "./document.ts";
import { type HeldEvidence, readEvidence } from "./evidence.ts";
import { nearest, type Path } from "./paths.ts";
import { readSchema } from "./read-schema.ts";
import type { Schema } from "./schema.ts";

/** An operation of a document, with references resolved. */
export interface Operation {
  readonly pointer: string;
  readonly deprecated: boolean;
  readonly evidence: HeldEvidence | undefined;
  /** The kind of events it answers with, in our contract. */
  readonly kind: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly requestBody: { readonly required: boolean; readonly pointer: string } | undefined;
  readonly responses: ReadonlyMap<string, Response>;
  /** The place whose `security` applies. */
  readonly security: DocumentPlace;
  /** The place whose `servers` apply. */
  readonly servers: DocumentPlace;
}

export interface Described {
  readonly pointer: string;
  readonly evidence: HeldEvidence | undefined;
  readonly texts: readonly string[];
}

export interface Parameter extends Described {
  readonly in: string;
  readonly name: string;
  /** Equal for parameters that are the same: names of path parameters are free, those of headers know no case. */
  readonly key: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly schema: Schema;
}

export interface Response extends Described {
  readonly content: ReadonlyMap<string, Schema>;
  readonly headers: ReadonlyMap<string, Header>;
}

export interface Header extends Described {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export function readOperation(document: OpenApiDocument, path: Path, method: string): Operation | undefined {
  const place = path.places.map((item) => under(item, method)).find(({ node }) => isObject(node));
  if (place === undefined) return undefined;
  const { node, pointer } = place;
  if (!isObject(node)) return undefined;
  const body =
    node["requestBody"] === undefined ? undefined : targetOf(document, under(place, "requestBody"));
  const inForce = (key: string) => under(nearest([place, ...path.places, rootOf(document)], key), key);
  return {
    pointer,
    deprecated: node["deprecated"] === true,
    evidence: readEvidence(node, pointer),
    kind: typeof node["x-event-type"] === "string" ? node["x-event-type"] : undefined,
    parameters: readParameters(document, path, place),
    requestBody: body && { required: under(body, "required").node === true, pointer: body.pointer },
    responses: readResponses(document, place),
    security: inForce("security"),
    servers: inForce("servers"),
  };
}

function readParameters(document: OpenApiDocument, path: Path, operation: DocumentPlace): Parameter[] {
  const positions = (path.template.match(/\{[^{}]*\}/g) ?? []).map((name) => name.slice(1, -1));
  const parameters = new Map<string, Parameter>();
  for (const holder of [...path.places.toReversed(), operation]) {
    for (const listed of membersOf(under(holder, "parameters"))) {
      const described = describe(document, listed);
      const { place } = described;
      const [name, location] = [under(place, "name").node, under(place, "in").node];
      if (typeof name !== "string" || typeof location !== "string") continue;
      const key = `${location} ${location === "path" ? positions.indexOf(name) : location === "header" ? name.toLowerCase() : name}`;
      parameters.set(key, {
        ...described,
        in: location,
        name,
        key,
        required: under(place, "required").node === true,
        deprecated: under(place, "deprecated").node === true,
        schema: valueSchema(document, place),
      });
    }
  }
  return [...parameters.values()];
}

function readResponses(document: OpenApiDocument, operation: DocumentPlace): Map<string, Response> {
  const responses = new Map<string, Response>();
  for (const listed of membersOf(under(operation, "responses"))) {
    if (listed.key.startsWith("x-")) continue;
    const described = describe(document, listed);
    const content = new Map<string, Schema>();
    for (const media of membersOf(under(described.place, "content"))) {
      content.set(mediaType(media.key), readSchema(document, under(media, "schema")));
    }
    responses.set(listed.key.toUpperCase(), {
      ...described,
      content,
      headers: readHeaders(document, described.place),
    });
  }
  return responses;
}

function readHeaders(document: OpenApiDocument, response: DocumentPlace): Map<string, Header> {
  const headers = new Map<string, Header>();
  for (const listed of membersOf(under(response, "headers"))) {
    // OpenAPI leaves this one to `content`.
    if (listed.key.toLowerCase() === "content-type") continue;
    const described = describe(document, listed);
    const required = under(described.place, "required").node === true;
    const schema = valueSchema(document, described.place);
    headers.set(listed.key.toLowerCase(), { ...described, name: listed.key, required, schema });
  }
  return headers;
}

/** The description and evidence of a place, including the siblings of its `$ref`, and the final target. */
function describe(
  document: OpenApiDocument,
  listed: DocumentPlace,
): Described & { readonly place: DocumentPlace } {
  const chain = followRefs(document, listed);
  const place = chain.at(-1) ?? listed;
  const evidence = chain
    .map(({ node, pointer }) => readEvidence(node, pointer))
    .find((found) => found !== undefined);
  const texts = chain
    .map((each) => under(each, "description").node)
    .filter((text) => typeof text === "string");
  return { place, pointer: place.pointer, evidence, texts };
}

/** A parameter or header has a `schema`, or one in its only `content`. */
function valueSchema(document: OpenApiDocument, place: DocumentPlace): Schema {
  const [content] = membersOf(under(place, "content"));
  return readSchema(document, under(content ?? place, "schema"));
}

function mediaType(name: string): string {
  return name.split(";", 1)[0]?.trim().toLowerCase() ?? name;
}
