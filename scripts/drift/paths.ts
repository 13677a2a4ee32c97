import { isObject, objectAt } from "../../src/shared/json.ts";
import {
  type DocumentPlace,
  followRefs,
  membersOf,
  type OpenApiDocument,
  rootOf,
  under,
} from "./document.ts";

export interface Path {
  readonly template: string;
  /** Its path item, then each target of a `$ref`. The siblings of a `$ref` belong to the item too. */
  readonly places: readonly [DocumentPlace, ...DocumentPlace[]];
}

/** The path at a member of `paths`. */
export function readPath(document: OpenApiDocument, listed: DocumentPlace & { readonly key: string }): Path {
  return { template: listed.key, places: followRefs(document, listed) };
}

/** The path item of a path, whatever its parameters are called. */
export function findPath(document: OpenApiDocument, template: string): Path | undefined {
  const wanted = anonymous(template);
  const found = membersOf(under(rootOf(document), "paths")).find(({ key }) => anonymous(key) === wanted);
  return found && readPath(document, found);
}

/**
 * The only path that has another prefix than `template` and is the same from its first resource on:
 * `/v9/notifications/{id}/events/activations` for `/notifications/{id}/events/activations`.
 */
export function findMovedPath(document: OpenApiDocument, template: string): Path | undefined {
  const { resource } = splitPrefix(template);
  const found = membersOf(under(rootOf(document), "paths")).filter(
    ({ key }) => resource !== "" && splitPrefix(key).resource === resource,
  );
  const [only] = found;
  return only && found.length === 1 ? readPath(document, only) : undefined;
}

/**
 * The path that begins in an address of its servers: `/{id}/events/hits` below `https://host/notifications`, for
 * `/notifications/{id}/events/hits`.
 *
 * @returns The path, and the part of ours that its servers end with.
 */
export function findSplitPath(
  document: OpenApiDocument,
  template: string,
): { readonly path: Path; readonly start: string } | undefined {
  const wanted = anonymous(template);
  for (const listed of membersOf(under(rootOf(document), "paths"))) {
    const rest = anonymous(listed.key);
    const start = wanted.slice(0, -rest.length);
    if (rest === "" || start === "" || !wanted.endsWith(rest)) continue;
    const path = readPath(document, listed);
    const holder = nearest([...path.places, rootOf(document)], "servers");
    if (readServers(under(holder, "servers")).some(({ pathname }) => endsWithPath(pathname, start))) {
      return { path, start };
    }
  }
  return undefined;
}

function endsWithPath(pathname: string, path: string): boolean {
  return pathname.replace(/\/+$/, "").endsWith(path);
}

/** The unknown server that relative addresses of a document refer to. */
const unknownHost = "https://unknown.invalid";

/** An address of the operations, by a document. */
export interface Server {
  /**
   * With the variables' defaults, and without a slash at its end. Absent if relative, because it then depends on where
   * the document came from.
   */
  readonly url: string | undefined;
  readonly pathname: string;
}

/** The addresses a document names, in one spelling. */
export function readServers(servers: DocumentPlace): Server[] {
  return membersOf(servers).flatMap(({ node }) => {
    const template = isObject(node) ? node["url"] : undefined;
    if (typeof template !== "string") return [];
    const variables = objectAt(node, "variables");
    const address = template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
      // A text by the specification; YAML makes a number of a port.
      const value = objectAt(variables, name)["default"];
      return typeof value === "string" || typeof value === "number" ? String(value) : whole;
    });
    if (!URL.canParse(address, unknownHost)) return [];
    const { href, pathname } = new URL(address, unknownHost);
    return [{ url: URL.canParse(address) ? href.replace(/\/+$/, "") : undefined, pathname }];
  });
}

/** The first place that has a key, or else the last one. */
export function nearest(places: readonly DocumentPlace[], key: string): DocumentPlace {
  const holder = places.find(({ node }) => isObject(node) && node[key] !== undefined);
  return holder ?? places.at(-1) ?? { node: undefined, pointer: "#" };
}

/**
 * Splits a path in front of the segment that its first parameter identifies: `/v9` and `/notifications/{}/events/hits`.
 * Parameters have no names in the second part, and it is empty for a path without any.
 */
export function splitPrefix(template: string): { readonly prefix: string; readonly resource: string } {
  const [, prefix = "", resource = ""] = /^(.*?)(\/[^/{}]+\/\{\}.*)$/.exec(anonymous(template)) ?? [];
  return { prefix, resource };
}

/** A path whose parameters have no names: these are free. */
export function anonymous(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, "{}");
}
