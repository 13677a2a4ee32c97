import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject } from "../../src/shared/json.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { frozenContract } from "../testing/frozen-contract.ts";
import { compareDocuments } from "./compare-documents.ts";
import { openDocument } from "./document.ts";
import { driftMarkdown, textReport } from "./print-report.ts";
import { makeReport } from "./report.ts";
import { baseValue } from "./testing/fixtures.ts";

const contract = { name: "ours", document: openDocument(frozenContract(), "ours") };

/** What may stand anywhere in a document that somebody broke. */
const anything = fc.oneof(
  fc.constantFrom(null, true, 7, -1.5, "", "text", "\u001b[2Jtext", [], {}, [[]], "__proto__", "constructor"),
  fc.constantFrom(
    { $ref: "#" },
    { $ref: "#/paths" },
    { $ref: "#/components/schemas/EventModel" },
    { $ref: "#/components/schemas/Event" },
    { $ref: "#/components/parameters/EventEnd" },
    { $ref: 7 },
    { oneOf: [] },
    { allOf: [{}] },
    { type: "object", discriminator: { propertyName: "type" } },
    { enum: [] },
    { nullable: true },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

test("a broken document is compared or rejected in one line, wherever it is broken", () => {
  const edits = fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom("today" as const, "detailed" as const), edits, (base, changes) => {
      const value = structuredClone(baseValue(base));
      for (const [where, what] of changes) breakAt(value, where, what);
      try {
        const document = openDocument(value, "theirs");
        const result = compareDocuments(contract.document, document, { strict: false });
        const report = makeReport(contract, { name: "theirs", document }, result);
        for (const output of [textReport(report), driftMarkdown(report)]) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through.
          expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
        }
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        expect(error.message).not.toContain("\n");
      }
    }),
    { numRuns: 400 },
  );
});

/** Puts `what` at one of all places of a document, the top excepted. */
function breakAt(value: unknown, where: number, what: unknown): void {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const collect = (holder: unknown): void => {
    if (!isObject(holder) && !Array.isArray(holder)) return;
    for (const key of Object.keys(holder)) {
      places.push([holder as Record<string, unknown>, key]);
      collect(Reflect.get(holder, key));
    }
  };
  collect(value);
  const place = places[where % places.length];
  if (place !== undefined) place[0][place[1]] = structuredClone(what);
}
