import type { RuleCases } from "./testing/cases.ts";

const circle = "components/schemas/Circle.yaml";
const square = "components/schemas/Square.yaml";
const inCircle = (property: string): [string, string] => [
  "required: [kind]\nproperties:",
  `required: [kind]\nproperties:\n${property}`,
];
const corner: [string, string] = ["  corner:", "  corner: #!"];
const centre = `  centre:
    title: Centre
    properties:
      y: {type: number}
      x: {type: number, description: From the left., x-evidence: {level: assumed}, example: 3}
    type: object`;

export const noInlineDuplicateCases: RuleCases = {
  rule: "np6/no-inline-duplicate",
  broken: [
    [
      "an object written out in two files, whatever it says beside its shape",
      { [circle]: inCircle(centre), [square]: corner },
      "This schema has the same shape as components/schemas/Circle.yaml#/properties/centre. Move it to components/schemas, and $ref it from both.",
    ],
    [
      "an object written out that a component has already",
      {
        [circle]: inCircle("  centre: {$ref: Point.yaml}"),
        "components/schemas/Point.yaml": "type: object\nproperties: {x: {type: number}, y: {type: number}}\n",
        [square]: corner,
      },
      "components/schemas/Point.yaml. Put a $ref to that here.",
    ],
    [
      "an object written out before the component that has it already is referred to",
      {
        [circle]: inCircle("  centre: {type: object, properties: {x: {type: number}}} #!"),
        "components/schemas/Point.yaml": "type: object\nproperties: {x: {type: number}}\n",
        [square]: ["  corner:", "  middle: {$ref: Point.yaml}\n  corner:"],
      },
      "components/schemas/Point.yaml. Put a $ref to that here.",
    ],
    [
      "a list of values written out again in one file, in another order",
      {
        [circle]: inCircle(
          "  fill: {type: string, enum: [solid, none]}\n  edge: {type: string, enum: [none, solid]} #!",
        ),
      },
      "Circle.yaml#/properties/fill. Move it",
    ],
    [
      "only the outermost of nested duplicates",
      {
        [circle]: inCircle(
          "  fill: {properties: {ink: {properties: {id: {type: string}}}}}\n  edge: {properties: {ink: {properties: {id: {type: string}}}}} #!",
        ),
      },
      "#/properties/fill",
    ],
    [
      "references to one place written in different ways",
      {
        [circle]: inCircle(
          "  fill: {properties: {ink: {$ref: Colour.yaml}}}\n  edge: {properties: {ink: {$ref: ../schemas/Colour.yaml}}} #!",
        ),
      },
      "#/properties/fill",
    ],
    [
      "items of arrays and members of unions",
      {
        [circle]: inCircle(
          "  fill: {type: array, items: {enum: [solid, none]}}\n  edge:\n    anyOf:\n      - type: boolean\n      - enum: [none, solid] #!",
        ),
      },
      "#/properties/fill/items",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "components of the same shape, which have names of their own",
      {
        [circle]: inCircle("  fill: {$ref: Fill.yaml}"),
        "components/schemas/Fill.yaml": "type: string\nenum: [red, green]\n",
      },
    ],
    [
      "the same tag in two unions",
      { [circle]: inCircle("  form: {enum: [round]}\n  outline: {enum: [round]}") },
    ],
    [
      "the known tags that several catch-alls exclude",
      { [circle]: inCircle("  form: {not: {enum: [round, flat]}}\n  outline: {not: {enum: [round, flat]}}") },
    ],
    [
      "objects with no property",
      { [circle]: inCircle("  fill: {properties: {}}\n  edge: {properties: {}}") },
    ],
    ["objects without properties", { [circle]: inCircle("  fill: {type: object}\n  edge: {type: object}") }],
    [
      "objects that differ in a property called as an annotation",
      {
        [circle]: inCircle(
          "  fill: {properties: {id: {type: string}, description: {type: string}}}\n  edge: {properties: {id: {type: string}}}",
        ),
      },
    ],
    [
      "objects that differ in what they require",
      {
        [circle]: inCircle(
          "  fill: {required: [id], properties: {id: {type: string}}}\n  edge: {properties: {id: {type: string}}}",
        ),
      },
    ],
  ],
};
