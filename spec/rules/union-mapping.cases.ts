import type { RuleCases } from "./testing/cases.ts";

const known = "components/schemas/KnownShape.yaml";
const square = "components/schemas/Square.yaml";
const triangle = "type: object\nrequired: [kind]\nproperties:\n  kind: {type: string, enum: [triangle]}\n";

export const unionMappingCases: RuleCases = {
  rule: "np6/union-mapping",
  broken: [
    [
      "a discriminator without mapping",
      { [known]: "oneOf:\n  - $ref: Circle.yaml\ndiscriminator: #!\n  propertyName: kind\n" },
      "This discriminator has no mapping. Add one from each value of kind",
    ],
    [
      "a discriminator without oneOf",
      { [known]: "discriminator: #!\n  propertyName: kind\n  mapping: {circle: Circle.yaml}\n" },
      "needs a oneOf beside it",
    ],
    [
      "a variant that only oneOf lists",
      {
        [known]: ["  - $ref: Square.yaml", "  - $ref: Square.yaml\n  - $ref: Triangle.yaml #!"],
        "components/schemas/Triangle.yaml": triangle,
      },
      "No tag maps to Triangle.yaml. Add it to discriminator.mapping",
    ],
    [
      "a variant that only the mapping lists",
      {
        [known]: ["    square: Square.yaml", "    square: Square.yaml\n    triangle: Triangle.yaml #!"],
        "components/schemas/Triangle.yaml": triangle,
      },
      "schemas/Triangle.yaml, which oneOf does not list. Add it to oneOf, or remove the mapping",
    ],
    [
      "an inline variant",
      { [known]: ["  - $ref: Square.yaml", "  - $ref: Square.yaml\n  - type: object #!"] },
      "Move it to components/schemas",
    ],
    [
      "a mapping by bare name, which the bundler would not follow",
      {
        [known]: [
          "oneOf:\n  - $ref: Circle.yaml\n  - $ref: Square.yaml\ndiscriminator:\n  propertyName: kind\n  mapping:\n    circle: Circle.yaml\n    square: Square.yaml",
          "oneOf:\n  - $ref: Circle.yaml\ndiscriminator:\n  propertyName: kind\n  mapping:\n    circle: Circle.yaml\n    square: Square #!",
        ],
      },
      `"Square", which leads to no schema. Write the same reference as in oneOf`,
    ],
    [
      "a variant whose tag is another than its key, in the variant's file",
      {
        [square]: [
          "kind:\n    x-evidence: {level: documented, source: page}\n    const: square",
          "kind: #!\n    const: quadrate",
        ],
      },
      "knows this variant as square, but it allows quadrate as its kind. Give it, in its own properties, kind: {type: string, enum: [square]}",
    ],
    [
      "a variant whose tag takes two values",
      {
        [square]: [
          "kind:\n    x-evidence: {level: documented, source: page}\n    const: square",
          "kind: #!\n    enum: [square, quadrate]",
        ],
      },
      "it allows square, quadrate as its kind",
    ],
    [
      "a variant whose tag is free",
      {
        [square]: [
          "kind:\n    x-evidence: {level: documented, source: page}\n    const: square",
          "kind: #!\n    type: string",
        ],
      },
      "it does not fix its kind",
    ],
    [
      "a variant that has its tag from an allOf",
      { [square]: "type: object #!\nrequired: [kind]\nallOf:\n  - properties: {kind: {const: square}}\n" },
      "it does not fix its kind",
    ],
    [
      "a variant whose tag may be absent",
      { [square]: ["required: [kind]", "required: [corner] #!"] },
      "List kind in its required",
    ],
    [
      "a variant without required",
      { [square]: ["type: object\nrequired: [kind]", "type: object #!"] },
      "List kind in its required",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "a tag behind a $ref of the variant's own property",
      {
        [square]: [
          "kind:\n    x-evidence: {level: documented, source: page}\n    const: square",
          "kind: {$ref: SquareKind.yaml}",
        ],
        "components/schemas/SquareKind.yaml": "const: square\n",
      },
    ],
    [
      "references written in different ways",
      { [known]: ["    square: Square.yaml", "    square: ../schemas/Square.yaml"] },
    ],
  ],
};
