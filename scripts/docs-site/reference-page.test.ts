import { describe, expect, test } from "vitest";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import document from "../../generated/openapi.json" with { type: "json" };
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { referencePage } from "./reference-page.ts";

const page = referencePage(document, { file: "index.html", groups: [] });

describe("the reference page", () => {
  test("has no script, and loads nothing", () => {
    expect(page).not.toMatch(/<script|<iframe|@import|url\(|<link rel="stylesheet"/);
    expect([...page.matchAll(/ src="/g)]).toEqual([]);
  });

  test("has a badge for every statement of an operation, a parameter, a response, a header and a property", () => {
    const badges = [...page.matchAll(/<details class="evidence">/g)].length;
    expect(badges).toBeGreaterThanOrEqual(statementsOf(document).length);
  });

  test("has the parameters of a path, and a bound that stands alone", () => {
    const changed = structuredClone(document) as JsonObject;
    const limit = { name: "limit", in: "query", schema: { type: "integer", minimum: 1 } };
    for (const path of Object.keys(document.paths))
      Object.assign(objectAt(changed, "paths", path), { parameters: [limit] });
    const text = referencePage(changed, { file: "index.html", groups: [] });
    expect(text).toContain("limit");
    expect(text).toContain("integer (at least 1)");
    expect(text).not.toContain("undefined");
  });

  test("leads every link within it somewhere", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  });
});
