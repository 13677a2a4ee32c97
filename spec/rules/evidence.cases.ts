import type { RuleCases } from "./testing/cases.ts";

const operation = `x-evidence: {level: documented, source: page, fingerprint: "0123456789abcdef"}`;
const notFound = "x-evidence: {level: assumed, source: ours, refutedBy: [unknown-id, no-5xx]}";
const sources = `x-sources:
  page: {title: Reference page, url: "https://vendor.invalid/page", date: "2026-01-31"}
  ours: {title: Our own deduction}
`;

export const evidenceCases: RuleCases = {
  rule: "np6/evidence",
  broken: [
    [
      "an operation without evidence",
      {
        "openapi.yaml": [
          `get:\n      operationId: getShape\n      summary: One shape\n      ${operation}`,
          "get: #!\n      operationId: getShape\n      summary: One shape",
        ],
      },
      "Operation getShape has no x-evidence. Add x-evidence: {level: documented|",
    ],
    [
      "a parameter without evidence",
      {
        "openapi.yaml": [
          "- name: sort\n          in: query\n          description: The order.\n          x-evidence: {level: documented, source: page, note: also on the sibling page}",
          "- name: sort #!\n          in: query\n          description: The order.",
        ],
      },
      "Parameter sort has no x-evidence",
    ],
    [
      "a parameter in its own file without evidence, there",
      { "components/parameters/id.yaml": "name: id #!\nin: path\nrequired: true\nschema: {type: integer}\n" },
      "Parameter id has no x-evidence",
    ],
    [
      "a component without evidence once, however many refer to it",
      {
        "components/headers/retry-after.yaml": "description: Seconds to wait. #!\nschema: {type: integer}\n",
        "openapi.yaml": [
          "X-Left:",
          "X-Wait: {$ref: components/headers/retry-after.yaml}\n            X-Left:",
        ],
      },
      "Header Retry-After has no x-evidence",
    ],
    [
      "a response without evidence",
      {
        "openapi.yaml": [
          `"404":\n          description: No such shape.\n          ${notFound}`,
          `"404": #!\n          description: No such shape.`,
        ],
      },
      "Response 404 has no x-evidence",
    ],
    [
      "a header without evidence, also one whose name starts like an extension's",
      {
        "openapi.yaml": [
          "X-Left:\n              description: Requests left.\n              x-evidence: {level: observed, source: page}",
          "x-left: #!\n              description: Requests left.",
        ],
      },
      "Header x-left has no x-evidence",
    ],
    [
      "a header in its own file without evidence, there",
      {
        "components/headers/retry-after.yaml": "description: Seconds to wait. #!\nschema: {type: integer}\n",
      },
      "Header Retry-After has no x-evidence",
    ],
    [
      "a named example without evidence",
      {
        "openapi.yaml": [
          "circle:\n                  x-evidence: {level: sampled, source: page}",
          "circle: #!",
        ],
      },
      "Example circle has no x-evidence",
    ],
    [
      "a named example in its own file without evidence, there",
      { "components/examples/upwards.yaml": "value: asc #!\n" },
      "Example upwards has no x-evidence",
    ],
    [
      "a nested property without evidence",
      {
        "components/schemas/Square.yaml": [
          "x: {type: number, x-evidence: {level: documented, source: page}}",
          "x: {type: number} #!",
        ],
      },
      "Property x has no x-evidence",
    ],
    [
      "a property with a $ref to a schema that has evidence, and none of its own",
      {
        "components/schemas/Circle.yaml": [
          "colour:\n    $ref: Colour.yaml\n    x-evidence: {level: sampled, source: page}",
          "colour: #!\n    $ref: Colour.yaml",
        ],
      },
      "beside the $ref",
    ],
    [
      "an enum without evidence",
      { "components/schemas/Colour.yaml": "type: string\nenum: [red, green] #!\n" },
      "This enum has no x-evidence",
    ],
    [
      "evidence that is no object",
      { "openapi.yaml": [notFound, "x-evidence: assumed #!"] },
      "must be an object with level and source",
    ],
    [
      "a bad record beside a $ref whose target has a good one, in another file than the root",
      {
        "components/schemas/Circle.yaml": [
          "x-evidence: {level: sampled, source: page}",
          "x-evidence: {level: sampled, source: pgae} #!",
        ],
      },
      `source is "pgae"`,
    ],
    [
      "a bad record where none is demanded",
      {
        "openapi.yaml": [
          "in: header, name: X-Key}",
          "in: header, name: X-Key, x-evidence: {level: sure, source: page}} #!",
        ],
      },
      `level is "sure"`,
    ],
    [
      "an assumption that nothing would refute",
      { "openapi.yaml": [notFound, "x-evidence: {level: assumed, source: ours} #!"] },
      "list the ids of the conformance checks",
    ],
    [
      "a fingerprint that YAML reads as a number",
      {
        "openapi.yaml": [
          operation,
          "x-evidence: {level: documented, source: page, fingerprint: 1234567890123456} #!",
        ],
      },
      "fingerprint is 1234567890123456; it is a string of 16 hex digits, so quote it",
    ],
    [
      "a source that nothing cites",
      {
        "openapi.yaml": [
          "  ours: {title: Our own deduction}",
          "  ours: {title: Our own deduction}\n  blog: {title: A blog} #!",
        ],
      },
      "Nothing cites the source blog. Remove it",
    ],
    [
      "a source whose date is no date",
      { "openapi.yaml": ["{title: Our own deduction}", "{title: Our own deduction, date: 31/01/2026} #!"] },
      "as YYYY-MM-DD",
    ],
    [
      "a specification without x-sources, once",
      { "openapi.yaml": [sources, "x-sources: [] #!\n"] },
      "There is no x-sources",
    ],
  ],
  good: [
    ["the good specification", {}],
    [
      "evidence beside the $ref to a component without",
      {
        "openapi.yaml": [
          "- $ref: components/parameters/id.yaml",
          "- $ref: components/parameters/id.yaml\n          x-evidence: {level: observed, source: page}",
        ],
        "components/parameters/id.yaml": "name: id\nin: path\nrequired: true\nschema: {type: integer}\n",
      },
    ],
    [
      "a source that only a note cites",
      {
        "openapi.yaml": [
          "  ours: {title: Our own deduction}",
          "  ours: {title: Our own deduction}\n  blog: {title: A blog}",
        ],
        "components/parameters/id.yaml":
          'name: id\nin: path\nrequired: true\nschema: {type: integer}\nx-evidence: {level: documented, source: page, note: "Before that, assumed from `blog`."}\n',
      },
    ],
    [
      "sources in their own file",
      {
        "openapi.yaml": [sources, "x-sources: {$ref: sources.yaml}\n"],
        "sources.yaml": "page: {title: Page}\nours: {title: Ours}\n",
      },
    ],
  ],
};
