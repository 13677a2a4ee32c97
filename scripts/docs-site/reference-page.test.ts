import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import document from "../../generated/openapi.json" with { type: "json" };
import { findChromium, launchChromium, withoutChromium } from "../../proofs/kit/chromium.ts";
import { watchPage } from "../../proofs/kit/page-watch.ts";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { referencePage } from "./reference-page.ts";

const page = referencePage(document, { file: "index.html", groups: [] });
const { path: folder, remove } = temporaryFolder("docs");
const file = join(folder, "index.html");
writeFileSync(file, page);
afterAll(remove);

describe("the reference page", () => {
  test("has no script, and loads nothing", () => {
    expect(page).not.toMatch(/<script|<iframe|@import|url\(|<link rel="stylesheet"/);
    expect([...page.matchAll(/ src="/g)]).toEqual([]);
  });

  test("has a badge for every statement of an operation, a parameter, a response, a header and a property", () => {
    const badges = [...page.matchAll(/<details class="evidence">/g)].length;
    expect(badges).toBeGreaterThanOrEqual(statementsOf(document).length);
  });

  test("leads every link within it somewhere", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("in a browser, the reference page", () => {
  test.for(["light", "dark"] as const)(
    "shows every operation without a complaint or a request, legible to everybody (%s)",
    async (colorScheme, { skip }) => {
      const path = findChromium() ?? skip(withoutChromium);
      const browser = await launchChromium(path);
      try {
        const tab = await browser.newPage({ colorScheme });
        const url = pathToFileURL(file).href;
        const watch = watchPage(tab, url);
        await tab.goto(url);
        const addresses = tab.locator(".operation .address code");
        expect(await addresses.allTextContents()).toEqual(Object.keys(document.paths));
        for (const address of await addresses.all()) expect(await address.isVisible()).toBe(true);

        await tab.locator("#schema-Stamp .evidence summary").first().click();
        expect(await tab.locator("#schema-Stamp .evidence p").first().textContent()).toContain(
          "event-schema",
        );
        expect(watch).toEqual({ complaints: [], outside: [] });

        // The page's own policy lets no script in but the one that a debugger evaluates.
        await tab.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8"));
        const violations = await tab.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
        );
        expect(violations).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
