import openapiTypeScript, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";

/**
 * `unknown-kind.d.ts`: the type of a tag that the contract does not name.
 *
 * A string enum is the only type that TypeScript keeps apart from every literal and still treats as a string. With
 * `string`, `string & {}` or a branded string in its place, `if (event.type === "activation")` would no longer narrow.
 */
export const unknownKindDeclaration: string = `${codeBanner}
declare enum Opaque {
  _ = "(a kind this version does not name)",
}

/** The tag of a union member that the contract does not name: a string, none of the known ones. */
export type UnknownKind = Opaque;
`;

/** `types.d.ts`: the types of the bundled document. */
export async function renderTypes(document: JsonObject): Promise<string> {
  // A copy, because it replaces the tags of discriminated schemas in what it is given, their evidence included.
  const nodes = await openapiTypeScript(structuredClone(document) as unknown as OpenAPI3, {
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    defaultNonNullable: false,
    silent: true,
    inject: 'import type { UnknownKind } from "./unknown-kind.js";',
    // `not: {enum: […]}` marks the tag of the unknown member of an open union; its type would be plain `string`.
    transform(schema) {
      const isUnknownTag =
        "not" in schema && Array.isArray((schema.not as { enum?: unknown } | undefined)?.enum);
      return isUnknownTag ? ts.factory.createTypeReferenceNode("UnknownKind") : undefined;
    },
  });
  const types = astToString(nodes).replaceAll(" (enum property replaced by openapi-typescript)", "");
  return `${codeBanner}${types.trim()}\n`;
}
