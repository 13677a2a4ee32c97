import { isObject } from "../../src/shared/json.ts";
import {
  type DocumentPlace,
  membersOf,
  type OpenApiDocument,
  printable,
  rootOf,
  targetOf,
  under,
} from "./document.ts";
import { type HeldEvidence, readEvidence } from "./evidence.ts";
import type { Operation } from "./operation.ts";

/** A way to be let in, in words that are equal for equal ways: `apiKey in header x-key`. Without a scheme: `nothing`. */
export interface Credential {
  readonly name: string;
  readonly isApiKey: boolean;
  readonly pointer: string;
  readonly evidence: HeldEvidence | undefined;
  readonly texts: readonly string[];
}

/**
 * The ways to be let in of which one is enough.
 *
 * @param keyHeaders Names of headers that carry a key, in lower case. The vendor's document lists its header among the
 *   parameters of each operation, which says the same as a security scheme.
 */
export function readCredentials(
  document: OpenApiDocument,
  operation: Operation,
  keyHeaders: ReadonlySet<string>,
): Credential[] {
  const credentials = membersOf(operation.security).map((requirement) =>
    readRequirement(document, requirement),
  );
  for (const { in: location, name, required, pointer, texts } of operation.parameters) {
    const header = name.toLowerCase();
    if (location !== "header" || !keyHeaders.has(header)) continue;
    const said = apiKeyName("header", header);
    const isScheme = credentials.some((credential) => credential.name === said);
    credentials.push({ name: said, isApiKey: true, pointer, evidence: undefined, texts });
    if (required || isScheme) continue;
    credentials.push({ name: "nothing", isApiKey: false, pointer, evidence: undefined, texts: [] });
  }
  return credentials;
}

/** The names, in lower case, of the headers that carry a key by the security schemes of a document. */
export function keyHeadersOf(document: OpenApiDocument): Set<string> {
  const headers = new Set<string>();
  for (const scheme of membersOf(under(rootOf(document), "components", "securitySchemes"))) {
    const { node } = targetOf(document, scheme);
    if (isObject(node) && node["type"] === "apiKey" && node["in"] === "header") {
      headers.add(String(node["name"]).toLowerCase());
    }
  }
  return headers;
}

function readRequirement(document: OpenApiDocument, requirement: DocumentPlace): Credential {
  const schemes = membersOf(requirement).map(({ key }) =>
    readScheme(document, under(rootOf(document), "components", "securitySchemes", key)),
  );
  const [only] = schemes;
  if (only !== undefined && schemes.length === 1) return only;
  const name =
    schemes
      .map((scheme) => scheme.name)
      .sort()
      .join(" and ") || "nothing";
  return { name, isApiKey: false, pointer: requirement.pointer, evidence: undefined, texts: [] };
}

function readScheme(document: OpenApiDocument, place: DocumentPlace): Credential {
  const { node, pointer } = targetOf(document, place);
  const scheme = isObject(node) ? node : {};
  const type = String(scheme["type"] ?? "a scheme that is not defined");
  const isApiKey = type === "apiKey";
  const detail = type === "http" ? ` ${String(scheme["scheme"]).toLowerCase()}` : "";
  const name = isApiKey
    ? apiKeyName(String(scheme["in"]), String(scheme["name"]))
    : printable(`${type}${detail}`);
  const description = scheme["description"];
  return {
    name,
    isApiKey,
    pointer,
    evidence: readEvidence(node, pointer),
    texts: typeof description === "string" ? [description] : [],
  };
}

function apiKeyName(location: string, name: string): string {
  return printable(`apiKey in ${location} ${location === "header" ? name.toLowerCase() : name}`);
}
