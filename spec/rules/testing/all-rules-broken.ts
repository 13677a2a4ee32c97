import type { Edits } from "./lint.ts";

/** Breaks every rule at once: no evidence, no tag, no catch-all, a wrong example, an endpoint of unnamed events. */
export const allRulesBroken: Edits = {
  "components/schemas/Circle.yaml": `type: object
required: [kind]
properties:
  kind: {type: string}
  colour: {$ref: Colour.yaml, example: rouge}
`,
  "components/schemas/Shape.yaml": "$ref: KnownShape.yaml\n",
  "openapi.yaml": ["paths:\n", "paths:\n  /shapes/{id}/events/moves:\n    get: {operationId: listMoves}\n"],
};
