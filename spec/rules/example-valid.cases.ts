import type { RuleCases } from "./testing/cases.ts";
import type { Edits } from "./testing/lint.ts";

export const exampleValidCases: RuleCases = {
  rule: "np6/example-valid",
  broken: [
    [
      "a header's example",
      { "components/headers/retry-after.yaml": ["example: 5", "example: soon #!"] },
      "This example does not match its schema: must be integer. Fix the example, or the schema.",
    ],
    [
      "a header's named example",
      {
        "openapi.yaml": [
          "some: {value: 3, x-evidence: {level: observed, source: page}}",
          "some: {value: few} #!",
        ],
      },
      "must be integer",
    ],
    [
      "a parameter's named example in its own file, there",
      { "components/examples/upwards.yaml": ["value: asc", "value: up #!"] },
      "must be equal to one of the allowed values",
    ],
    [
      "an example beside a $ref",
      { "components/schemas/Circle.yaml": ["    example: red", "    example: rouge #!"] },
      "must be equal to one of the allowed values",
    ],
    [
      "one of several examples beside a $ref",
      {
        "components/schemas/Circle.yaml": [
          "    example: red",
          "    examples:\n      - red\n      - rouge #!",
        ],
      },
      "must be equal to one of the allowed values",
    ],
    [
      "a wrong format",
      {
        "components/headers/retry-after.yaml":
          "schema: {type: string, format: date-time}\nexample: tomorrow #!\n",
      },
      `must match format "date-time"`,
    ],
    [
      "a value deep in an example, against a schema spread over files",
      {
        "components/headers/retry-after.yaml":
          "schema: {$ref: ../schemas/Shape.yaml}\nexample: {kind: circle, colour: green}\n",
        "openapi.yaml": [
          "schema: {type: integer}\n              examples:\n                some: {value: 3, x-evidence: {level: observed, source: page}}",
          "schema: {type: array, items: {$ref: components/schemas/Colour.yaml}}\n              example:\n                - red\n                - blue #!",
        ],
      },
      "does not match its schema: 1 must be equal",
    ],
    [
      "an examples map that a lone example hides",
      {
        "openapi.yaml": [
          "              examples:\n                circle:",
          "              example: {kind: circle} #!\n              examples:\n                circle:",
        ],
      },
      "example and examples exclude each other",
    ],
    [
      "an example whose value is elsewhere",
      { "components/examples/upwards.yaml": "externalValue: https://vendor.invalid/asc #!\n" },
      "This example has no value",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "an inline named example of a parameter, which Redocly's own rule reports",
      { "openapi.yaml": ["$ref: components/examples/upwards.yaml", "value: up"] },
    ],
    [
      "what stands beside a $ref to a parameter, where it means nothing",
      {
        "openapi.yaml": [
          "- $ref: components/parameters/id.yaml",
          "- $ref: components/parameters/id.yaml\n          example: one",
        ],
      },
    ],
    [
      "an example of a schema that refers to itself",
      {
        "components/headers/retry-after.yaml": "schema: {$ref: ../schemas/Tree.yaml}\nexample: [[], [[]]]\n",
        "components/schemas/Tree.yaml": "type: array\nitems: {$ref: Tree.yaml}\n",
      },
    ],
    [
      "a property that has the name of a keyword",
      {
        "components/headers/retry-after.yaml":
          "schema: {required: [discriminator], additionalProperties: false, properties: {discriminator: {type: string}}}\nexample: {discriminator: a}\n",
      },
    ],
  ],
};

const media = `{kind: circle, drawn: "2026-01-31T12:00:00Z", colour: red}`;
const id = "schema: {type: integer, format: int32, example: 156}";

/** Examples that are left to Redocly: what they are, the edit, and the rule that must reject it. */
export const otherExampleCases: readonly (readonly [what: string, edits: Edits, rule: string])[] = [
  [
    "a media type's example with a wrong format",
    { "openapi.yaml": [media, "{kind: circle, drawn: today} #!"] },
    "no-invalid-media-type-examples",
  ],
  [
    "a known tag with a wrong shape",
    { "openapi.yaml": [media, "{kind: circle, colour: 1} #!"] },
    "no-invalid-media-type-examples",
  ],
  [
    "a tag that is missing",
    { "openapi.yaml": [media, "{colour: red} #!"] },
    "no-invalid-media-type-examples",
  ],
  [
    "a field that the schema does not name",
    { "openapi.yaml": [media, "{kind: circle, color: red} #!"] },
    "no-invalid-media-type-examples",
  ],
  [
    "a schema's example",
    {
      "components/parameters/id.yaml": [id, "schema: {type: integer, format: int32, example: 3000000000} #!"],
    },
    "no-invalid-schema-examples",
  ],
  [
    "a parameter's example",
    { "components/parameters/id.yaml": [id, "schema: {type: integer}\nexample: one #!"] },
    "no-invalid-parameter-examples",
  ],
];
