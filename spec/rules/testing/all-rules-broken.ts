import type { Edits } from "./lint.ts";

/** Breaks every rule at once: no evidence, no tag, no catch-all, a wrong example, a shape and a name used twice. */
export const allRulesBroken: Edits = {
  "components/schemas/Circle.yaml": `type: object
required: [kind]
properties:
  kind: {type: string}
  colour: {$ref: Colour.yaml, example: rouge}
  fill: {$ref: fill/Colour.yaml}
  centre: {type: object, properties: {x: {type: number}, y: {type: number}}}
`,
  "components/schemas/fill/Colour.yaml": "type: string\n",
  "components/schemas/Shape.yaml": "$ref: KnownShape.yaml\n",
};
