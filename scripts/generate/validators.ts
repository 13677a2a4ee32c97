import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { OpenUnion } from "../../contract-tests/contract-model/event-model.ts";
import { isObject, type JsonObject, objectAt } from "../../src/shared/json.ts";
import { codeBanner } from "./banner.ts";
import { SpecError } from "./bundle.ts";
import { readEventUnion } from "./contract-data.ts";
import { decideByTag, formats, inlineReferences } from "./validator-schemas.ts";

/** `validators.js` and its declaration: the event schemas compiled to plain functions, without imports or eval. */
export function renderValidators(document: JsonObject): { js: string; dts: string } {
  const schemas = objectAt(document, "components", "schemas");
  const union = readEventUnion(document);
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    formats,
    keywords: ["components", "discriminator"], // `strict` rejects words it does not know.
    code: { source: true, esm: true },
  });
  ajv.addSchema({
    $id: "np6",
    components: { schemas: inlineReferences(decideByTag(withoutAnnotations(schemas, true))) },
  });
  const compiled = compile(ajv, [...union.variants.values(), union.unknown]);
  if (/\brequire\(|\bimport\b/.test(compiled)) {
    throw new SpecError(
      "A schema uses a keyword whose compiled form imports a helper of ajv (minLength, maxLength, uniqueItems, or an enum or const of objects). The validators must import nothing: use pattern or single values instead.",
    );
  }
  return {
    js: `${codeBanner}${compiled}\n${renderRuntime(union)}`,
    dts: `${codeBanner}${renderDeclarations(union)}`,
  };
}

function compile(ajv: Ajv2020, names: readonly string[]): string {
  const functions = names.map((name) => [`is${name}`, `np6#/components/schemas/${name}`]);
  try {
    return standaloneCode.default(ajv, Object.fromEntries(functions)).replaceAll("export const ", "const ");
  } catch (error) {
    throw new SpecError(
      `The event schemas do not compile: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * The same schemas without words for people. ajv copies each schema into the module, which every reworded note would
 * change.
 *
 * @param areNames Whether the keys of this very object are names that someone chose, such as those of properties.
 */
function withoutAnnotations(node: JsonObject, areNames = false): JsonObject {
  const isAnnotation = (key: string) =>
    key.startsWith("x-") || ["title", "description", "example", "examples"].includes(key);
  const strip = (value: unknown, key?: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item));
    return isObject(value) ? withoutAnnotations(value, !areNames && key === "properties") : value;
  };
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      areNames || !isAnnotation(key) ? [[key, strip(value, key)]] : [],
    ),
  );
}

function renderRuntime({ tag, variants, unknown }: OpenUnion): string {
  const variantOf = [...variants].map(
    ([value, name]) => `    case ${JSON.stringify(value)}: return validate${name}(event);`,
  );
  const exported = [...variants.values()].map(
    (name) => `export const validate${name} = (event) => issuesOf(is${name}, event);`,
  );
  return `const noIssues = Object.freeze([]);

// An error of the keyword "if" says only that the branch failed, whose own errors are already there.
function issuesOf(validate, event) {
  if (validate(event)) return noIssues;
  return validate.errors
    .filter(({ keyword }) => keyword !== "if")
    .map(({ instancePath, keyword, message, params }) =>
      keyword === "required"
        ? { pointer: \`\${instancePath}/\${params.missingProperty}\`, rule: keyword, message: "is missing" }
        : { pointer: instancePath, rule: keyword, message },
    );
}

${exported.join("\n")}

export function validateEvent(event) {
  switch (event?.${tag}) {
${variantOf.join("\n")}
    default: return issuesOf(is${unknown}, event);
  }
}
`;
}

function renderDeclarations({ variants }: OpenUnion): string {
  const declared = [...variants].map(
    ([value, name]) =>
      `/** Every violation of the contract by what should be an event of type \`${value}\`; empty when there is none. */
export declare function validate${name}(event: unknown): readonly EventIssue[];`,
  );
  return `
/** One violation of the contract. It never holds the value, which may be personal data. */
export interface EventIssue {
  /** JSON pointer into the event; for a missing property, where it should stand. Empty for the event itself. */
  readonly pointer: string;
  /** JSON Schema keyword that failed, such as \`type\` or \`required\`. */
  readonly rule: string;
  /** The expected value, in words. */
  readonly message: string;
}

/** Every violation by an event of any type, unknown ones included; empty when there is none. */
export declare function validateEvent(event: unknown): readonly EventIssue[];

${declared.join("\n")}
`;
}
