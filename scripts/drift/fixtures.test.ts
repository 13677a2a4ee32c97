import { describe, expect, test } from "vitest";
import { nodeAt, specPlace } from "../../contract-tests/contract-model/document.ts";
import generated from "../../generated/openapi.json" with { type: "json" };
import { frozenContract } from "../testing/frozen-contract.ts";
import { compareDocuments } from "./compare-documents.ts";
import type { Result } from "./comparison.ts";
import { openDocument } from "./document.ts";
import { rules } from "./rules.ts";
import { baseValue, changed, type Fixture, readFixtures } from "./testing/fixtures.ts";

const fixtures = readFixtures();
const ours = changed(frozenContract(), []);

function compare({ base, before, change }: Fixture): Result {
  if (base !== "contract") return compareDocuments(ours, changed(baseValue(base), change), { strict: false });
  const after = [...before, ...change];
  return compareDocuments(changed(frozenContract(), before), changed(frozenContract(), after), {
    strict: true,
  });
}

describe("an edited document triggers exactly the expected rules", () => {
  test.each(fixtures.map((fixture) => [fixture.title, fixture] as const))("%s", (_, fixture) => {
    const { findings, agreed } = compare(fixture);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(fixture.must));
    const places = agreed.map(
      ({ pointer, fact }) => `${specPlace(pointer)}${fact === "required" ? " required" : ""}`,
    );
    expect(places).toEqual(expect.arrayContaining([...fixture.raises]));
    if (fixture.base === "contract") return;
    // A place in our contract, but of an endpoint that is yet to be added.
    const known = findings.filter(({ rule }) => rule !== "endpoint-added");
    for (const { pointer } of known) expect(nodeAt(ours.root, pointer), pointer).toBeDefined();
  });
});

test("the vendor's current document gives no drift, and no level to raise", () => {
  const result = compareDocuments(ours, changed(baseValue("today"), []), { strict: false });
  expect(result.findings).toEqual([]);
  expect(result.agreed).toEqual([]);
  expect(result.unstated.length).toBeGreaterThan(50);
});

test("a vendor's document with all our assumptions gives no drift, and raises their levels", () => {
  const result = compareDocuments(ours, changed(baseValue("detailed"), []), { strict: false });
  expect(result.findings).toEqual([]);
  expect(result.agreed.map(({ pointer }) => pointer)).toContain(
    "#/components/schemas/Stamp/properties/thread",
  );
  const left = result.unstated
    .map(({ pointer }) => pointer)
    .filter((pointer) => !/Unknown|responses|headers/.test(pointer));
  expect(left).toEqual([]);
});

test("an equal document with inline schemas, anchors and no discriminators gives no drift", () => {
  const result = compareDocuments(ours, changed(baseValue("inline"), []), { strict: false });
  expect(result.findings).toEqual([]);
  const raised = result.agreed.map(({ pointer }) => specPlace(pointer));
  expect(raised).toEqual([
    "spec/components/schemas/CustomerIdentity.yaml#/properties/type",
    "spec/components/schemas/ActivationNotificationSource.yaml#/properties/type",
  ]);
});

test("each fingerprint of spec/ matches sentences of the vendor's document", () => {
  const contract = openDocument(generated, "generated/openapi.json");
  const { findings } = compareDocuments(contract, changed(baseValue("today"), []), { strict: false });
  expect(findings.filter(({ rule }) => rule === "wording")).toEqual([]);
});

test("a fixture triggers every rule", () => {
  const given = new Set(fixtures.flatMap(({ must }) => must));
  expect(Object.keys(rules).filter((id) => !given.has(id))).toEqual([]);
});
