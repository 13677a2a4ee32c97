import type { RuleCases } from "./testing/cases.ts";

const circle = "components/schemas/Circle.yaml";
const last = "    example: red\n";
const inCircle = (property: string): [string, string] => [last, `${last}${property}`];

export const uniqueBaseNameCases: RuleCases = {
  rule: "np6/unique-base-name",
  broken: [
    [
      "two schema files of one base name",
      {
        [circle]: inCircle("  fill: {$ref: fill/Colour.yaml} #!"),
        "components/schemas/fill/Colour.yaml": "type: string\n",
      },
      "The schema name Colour is taken by components/schemas/Colour.yaml, so bundling would rename components/schemas/fill/Colour.yaml to Colour-2. Rename one of the two.",
    ],
    [
      "a part of a file named like another file",
      {
        [circle]: inCircle("  edge: {$ref: 'parts.yaml#/Colour'} #!"),
        "components/schemas/parts.yaml": "Colour: {type: string}\n",
      },
      "would rename components/schemas/parts.yaml#/Colour to Colour-2",
    ],
    [
      "the second file of a name once, however many refer to it",
      {
        [circle]: inCircle("  fill: {$ref: fill/Colour.yaml} #!\n  edge: {$ref: fill/Colour.yaml}"),
        "components/schemas/fill/Colour.yaml": "type: string\n",
      },
      "Rename one of the two.",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "a schema and a header of one base name",
      {
        [circle]: inCircle("  wait: {$ref: retry-after.yaml}"),
        "components/schemas/retry-after.yaml": "type: integer\n",
      },
    ],
    [
      "path items of one base name, which bundling writes out in place",
      {
        "openapi.yaml": ["paths:\n", "paths:\n  /a: {$ref: a/shape.yaml}\n  /b: {$ref: b/shape.yaml}\n"],
        "a/shape.yaml": "summary: One\n",
        "b/shape.yaml": "summary: Other\n",
      },
    ],
    [
      "many references to one file, written in different ways",
      { [circle]: inCircle("  fill: {$ref: Colour.yaml}\n  edge: {$ref: ../schemas/Colour.yaml}") },
    ],
  ],
};
