import { describe, expect, test } from "vitest";
import { eventEndpointCases } from "./event-endpoint.cases.ts";
import { evidenceCases } from "./evidence.cases.ts";
import { exampleValidCases, otherExampleCases } from "./example-valid.cases.ts";
import { openUnionCases } from "./open-union.cases.ts";
import { allRulesBroken } from "./testing/all-rules-broken.ts";
import { type LintCase, lint, marked, type Problem } from "./testing/lint.ts";
import { unionMappingCases } from "./union-mapping.cases.ts";

const catalogue = [evidenceCases, unionMappingCases, openUnionCases, exampleValidCases, eventEndpointCases];
const everything = ["recommended-strict", "np6/all"];
const cases: readonly LintCase[] = [
  ...catalogue.flatMap(({ rule, broken, good }) =>
    [...broken, ...good].map(([, edits]) => ({ edits, rules: { [rule]: "error" } })),
  ),
  ...otherExampleCases.map(([, edits]) => ({ edits, extends: ["recommended-strict"] })),
  { edits: {}, extends: everything },
  { edits: allRulesBroken, extends: everything },
];
const results = await lint(cases);

/** The problems found with these very edits. */
function problems(edits: LintCase["edits"]): Problem[] {
  return results[cases.findIndex((one) => one.edits === edits)] ?? [];
}

for (const { rule, broken, good } of catalogue) {
  describe(`${rule} rejects`, () => {
    test.for(broken)("%s", async ([, edits, says]) => {
      const places = await marked(edits);
      expect(places).toHaveLength(1);
      expect(problems(edits)).toEqual([{ rule, ...places[0], message: expect.stringContaining(says) }]);
    });
  });
  describe(`${rule} allows`, () => {
    test.for(good)("%s", ([, edits]) => expect(problems(edits)).toEqual([]));
  });
}

describe("Redocly's own rules reject", () => {
  test.for(otherExampleCases)("%s", async ([, edits, rule]) => {
    const [place] = await marked(edits);
    expect(problems(edits)).not.toHaveLength(0);
    for (const problem of problems(edits)) expect(problem).toMatchObject({ rule, ...place });
  });
});

test("the valid specification passes np6/all and Redocly's strict set", () => {
  expect(results.at(-2)).toEqual([]);
});

test("np6/all turns every rule on", () => {
  const ids = new Set(problems(allRulesBroken).map(({ rule }) => rule));
  expect([...ids].filter((id) => id.startsWith("np6/")).sort()).toEqual(
    catalogue.map(({ rule }) => rule).sort(),
  );
});
