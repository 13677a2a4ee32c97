import { kindOfUnknown, type ModelUnion } from "../../contract-tests/contract-model/event-model.ts";
import type { Difference } from "./differences.ts";
import { type InferenceContext, inferProperties, inferSchema } from "./infer-schema.ts";
import { isMap, type Learned } from "./learned.ts";
import { pascalCase } from "./names.ts";
import type { SpecEditor } from "./spec-editor.ts";
import { appendTo, mapAt } from "./yaml-edits.ts";

/** Adds a kind to a union: a schema of its own, which the known kinds list and map, and the unknown ones exclude. */
export function proposeKind(
  { unions, tag, learned, of }: Extract<Difference, { what: "unknown-kind" }>,
  editor: SpecEditor,
  context: InferenceContext,
): void {
  const [union] = unions;
  const base = `${pascalCase(tag)}${kindOfUnknown(union.unknown)}`;
  const shared = [...learned.properties].flatMap(([name, inner]) => {
    const definition = name === union.tag ? undefined : sharedDefinition(unions, name, inner, context);
    return definition === undefined ? [] : [[name, definition, inner] as const];
  });
  const own = { ...learned, properties: new Map(learned.properties) };
  for (const name of [union.tag, ...shared.map(([name]) => name)]) own.properties.delete(name);
  const name = context.addSchema(base, {
    description: "A kind that is not documented; seen in responses.",
    type: "object",
    required: [union.tag],
    additionalProperties: true,
    properties: {
      [union.tag]: {
        description: "Kind.",
        type: "string",
        enum: [tag],
        "x-evidence": context.evidence(learned, of),
      },
      ...Object.fromEntries(
        shared.map(([property, definition, inner]) => [
          property,
          { ...definition, "x-evidence": context.evidence(inner, learned.seen) },
        ]),
      ),
      ...(!isMap(learned) && inferProperties(own, base, context)),
    },
  });
  for (const { known } of unions) {
    const document = editor.openSchema(known);
    appendTo(document, ["oneOf"], { $ref: `${name}.yaml` });
    mapAt(document, ["discriminator", "mapping"]).set(tag, `${name}.yaml`);
  }
  appendTo(editor.openSchema(union.unknown.name), ["properties", union.tag, "not", "enum"], tag);
}

/** The equal parts of a property in every known kind. The new kind gets them, too, unless it was seen to differ. */
function sharedDefinition(
  unions: readonly ModelUnion[],
  name: string,
  learned: Learned,
  context: InferenceContext,
): object | undefined {
  const variants = unions.flatMap((union) => [...union.variants.values()]);
  const definitions = variants.map((variant) => variant.properties.get(name)?.definition);
  const plain = definitions.map((definition) => {
    const { "x-evidence": _, ...rest } = definition ?? {};
    return definition === undefined ? undefined : JSON.stringify(rest);
  });
  const [first] = plain;
  if (first === undefined || plain.length < 2 || plain.some((one) => one !== first)) return undefined;
  const definition = JSON.parse(first);
  const reference = String(definition["$ref"] ?? "")
    .split("/")
    .at(-1);
  const shapes = [...learned.shapes.keys()];
  if (reference)
    return shapes.every((shape) => shape === "object") ? { $ref: `${reference}.yaml` } : undefined;
  // A documented time counts milliseconds: another unit has the same type and format, and another meaning.
  if (definition.format === "int64" && shapes.some((shape) => shape !== "milliseconds")) return undefined;
  const inferred = inferSchema(learned, "", { ...context, addSchema: () => "" });
  return inferred["type"] === definition.type && inferred["format"] === definition.format
    ? definition
    : undefined;
}
