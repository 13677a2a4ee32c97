import { expect, test } from "vitest";
import { type Rule, rules } from "./rules.ts";

const table: Readonly<Record<string, Rule>> = rules;
const ids = Object.keys(table);

/** What is told of one thing is told of its mirror: words that stand for each other at the end, or anywhere. */
const axes: readonly (readonly [string, string])[] = [
  ["-added$", "-removed"],
  ["-increased$", "-decreased"],
  ["-widened$", "-narrowed"],
  ["-type-generalized$", "-type-specialized"],
  ["-became-required$", "-became-optional"],
  ["-became-nullable$", "-became-not-nullable"],
  ["-min-increased$", "-max-decreased"],
  ["-min-decreased$", "-max-increased"],
  ["-min-length-increased$", "-max-length-decreased"],
  ["-min-length-decreased$", "-max-length-increased"],
  ["-min-set$", "-max-set"],
  ["-length-set$", "-length-unset"],
  ["^response-success-", "response-non-success-"],
  ["^response-required-", "response-optional-"],
  ["^new-required-", "new-optional-"],
  ["-required$", "-optional"],
  ["-mapping-added$", "-mapping-deleted"],
  ["^response-body-(?=type|list|became)", "response-property-"],
  ["^response-header-(?=type|became-n)", "response-property-"],
  ["^request-parameter-(?=type|list|became-n|enum|pattern|deprecated)", "response-property-"],
];

/** Mirrors that are missing, each with the reason. */
const waived: Readonly<Record<string, string>> = {
  "endpoint-removed":
    "api-path-removed-without-deprecation and api-removed-without-deprecation tell it apart",
  "optional-response-header-added": "response-header-added tells it",
  "required-response-header-added": "response-header-added tells it",
  "response-header-removed": "required- and optional-response-header-removed tell it apart",
  "response-header-became-required": "no harm, and oasdiff has no such rule",
  "request-parameter-added": "new-required- and new-optional-request-parameter tell it apart",
  "request-parameter-type-specialized": "it rejects what was accepted: request-parameter-type-changed",
  "request-parameter-max-length-unset": "it grew beyond all lengths: request-parameter-max-length-increased",
  "response-body-became-optional": "a body is no property",
  "response-body-became-required": "a body is no property",
  "response-property-discriminator-mapping-added":
    "a new tag is a new member: response-property-one-of-added",
  "response-property-max-decreased": "a tighter bound of a response is no news to its reader",
  "response-property-min-increased": "a tighter bound of a response is no news to its reader",
  "response-property-max-length-decreased": "a tighter bound of a response is no news to its reader",
  "response-property-max-length-set": "a tighter bound of a response is no news to its reader",
  "response-property-min-length-increased": "a tighter bound of a response is no news to its reader",
};

test("every rule has its opposite rules, or a reason for having none", () => {
  expect([...missingMirrors()].sort()).toEqual(Object.keys(waived).sort());
});

test("a level that differs from oasdiff's has a reason", () => {
  const levels = { ERR: "breaking", WARN: "warning", INFO: "info" };
  const departs = ids.filter((id) => {
    const { oasdiff, level, levelWhereOpen } = table[id] ?? {};
    return oasdiff === undefined || levels[oasdiff] !== level || levelWhereOpen !== undefined;
  });
  expect(ids.filter((id) => table[id]?.why !== undefined)).toEqual(departs);
});

test("a rule that only widens what a request accepts is not breaking", () => {
  const widening = ids.filter((id) =>
    /^(new-optional|request-).*(generalized|widened|became-optional|became-nullable|enum-value-added|pattern-removed|optional)$/.test(
      id,
    ),
  );
  expect(widening.length).toBeGreaterThan(6);
  expect(widening.filter((id) => table[id]?.level !== "info")).toEqual([]);
});

function missingMirrors(): Set<string> {
  const missing = new Set<string>();
  for (const id of ids) {
    for (const [left, right] of axes) {
      const plain = left.replaceAll(/[$^]|\(.*\)/g, "");
      const end = left.endsWith("$") ? "$" : "";
      const ahead = /\(.*\)/.exec(left)?.[0] ?? "";
      const start = left.startsWith("^") ? "^" : "";
      const mirrored = new RegExp(left).test(id)
        ? id.replace(new RegExp(left), right)
        : id.replace(new RegExp(`${start}${right}${ahead}${end}`), plain);
      if (mirrored !== id && !Object.hasOwn(table, mirrored)) missing.add(mirrored);
    }
  }
  return missing;
}
