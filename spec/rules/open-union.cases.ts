import type { RuleCases } from "./testing/cases.ts";

const known = "components/schemas/KnownShape.yaml";
const unknown = "components/schemas/UnknownShape.yaml";
const shape = "components/schemas/Shape.yaml";
const discriminator = "discriminator:\n  propertyName: kind\n  mapping:\n    circle: Circle.yaml\n";

export const openUnionCases: RuleCases = {
  rule: "np6/open-union",
  broken: [
    [
      "a union that nothing opens",
      { [shape]: "$ref: KnownShape.yaml\n", [known]: ["discriminator:", "discriminator: #!"] },
      "This union is closed: a kind that the vendor adds would be rejected. Wrap it in anyOf: [this, unknown], where unknown has kind: {type: string, not: {enum: [circle, square]}}",
    ],
    [
      "a union beside a schema that takes any tag",
      {
        [unknown]: "type: object\nproperties: {kind: {type: string}}\n",
        [known]: ["discriminator:", "discriminator: #!"],
      },
      "This union is closed",
    ],
    [
      "a variant added to the mapping alone",
      {
        [known]: ["    square: Square.yaml", "    square: Square.yaml\n    dot: Circle.yaml"],
        [unknown]: ["      enum: [circle, square]", "      enum: [circle, square] #!"],
      },
      "takes the known kind dot, so a wrong shape of it would pass as unknown. Add it to this list",
    ],
    [
      "a variant added to the catch-all alone",
      { [unknown]: ["      enum: [circle, square]", "      enum: [circle, square, dot] #!"] },
      "KnownShape.yaml does not know, so it would be rejected. Remove it here, or add it there",
    ],
    [
      "a catch-all that takes tags that are no strings",
      { [unknown]: "type: object\nproperties:\n  kind: #!\n    not: {enum: [circle, square]}\n" },
      "takes values that are no strings. Add type: string",
    ],
    [
      "one plain variant, whose tag the catch-all does not exclude",
      {
        [shape]: ["KnownShape.yaml", "Circle.yaml"],
        [unknown]: ["      enum: [circle, square]", "      enum: [square, circle] #!"],
      },
      "excludes the kind square",
    ],
    [
      "a third member that nothing tells from the unknown",
      { [shape]: ["  - $ref: UnknownShape.yaml", "  - $ref: UnknownShape.yaml\n  - type: string #!"] },
      "must be told by its kind too. Give it a discriminator, or a one-value enum, on kind",
    ],
    [
      "the wrong tag in a catch-all's list behind another pair, all inline",
      {
        [shape]: `anyOf:\n  - oneOf:\n      - $ref: Circle.yaml\n    ${discriminator.replaceAll("\n", "\n    ")}\n  - properties:\n      kind:\n        type: string\n        not:\n          enum: [circle, oval] #!\n`,
      },
      "excludes the kind oval",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "one plain variant beside its catch-all",
      {
        [shape]: ["KnownShape.yaml", "Circle.yaml"],
        [unknown]: ["enum: [circle, square]", "enum: [circle]"],
      },
    ],
    [
      "an anyOf that opens nothing",
      { [unknown]: ["properties:", "anyOf: [{required: [kind]}, {required: [colour]}]\nproperties:"] },
    ],
    [
      "a union without mapping, which np6/union-mapping reports",
      { [known]: "oneOf: [{$ref: Circle.yaml}]\ndiscriminator: {propertyName: kind}\n" },
    ],
    [
      "an anyOf whose members forbid something else",
      {
        [shape]: "anyOf:\n  - properties: {id: {not: {const: 0}}}\n  - $ref: Circle.yaml\n",
        [known]: "type: object\n",
      },
    ],
    ["tags in another order", { [unknown]: ["[circle, square]", "[square, circle]"] }],
  ],
};
