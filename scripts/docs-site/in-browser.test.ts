import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import document from "../../generated/openapi.json" with { type: "json" };
import { launchChromium } from "../../proofs/kit/chromium.ts";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { buildSite } from "./site.ts";

const { path: folder, remove } = temporaryFolder("site");
for (const [name, content] of buildSite(document)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
const own = pathToFileURL(`${folder}/`).href;
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  remove();
});

/** Opens pages of the site; they ask for nothing beyond the folder. */
async function withPage(
  options: BrowserContextOptions,
  use: (open: (name: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const outside: string[] = [];
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(own) && !url.startsWith("data:")) outside.push(url);
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await use(async (name) => {
      await page.goto(own + name);
      return page;
    });
  } finally {
    await context.close();
  }
  expect({ outside, complaints }).toEqual({ outside: [], complaints: [] });
}

const wide = { width: 1300, height: 850 };
const samples = ["index.html", "reference.html", "command-line.html", "benchmarks.html", "search.html"];

describe("the docs site", () => {
  test("shows a phone the title first, the contents last, and nothing wider than the screen", () =>
    withPage({ viewport: { width: 390, height: 844 } }, async (open) => {
      for (const name of samples) {
        const page = await open(name);
        const heading = await page.locator("h1").boundingBox();
        expect(heading?.y).toBeLessThan(250);
        const end = await page.evaluate<number>(
          "document.querySelector('main').getBoundingClientRect().bottom",
        );
        expect((await page.locator("nav.contents").boundingBox())?.y).toBeGreaterThanOrEqual(end - 1);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      }
      const page = await open("index.html");
      await page.getByRole("link", { name: "Contents", exact: true }).click();
      await page.getByRole("link", { name: "The command line" }).last().click();
      expect(await page.locator("h1").textContent()).toBe("The command line");
    }));

  test("finds sections by their words, from any page", () =>
    withPage({ viewport: wide }, async (open) => {
      const page = await open("command-line.html");
      await page.getByRole("searchbox").fill("Overlap lag");
      await page.keyboard.press("Enter");
      await page.locator("#results li").first().waitFor();
      const texts = await page.locator("#results li").allTextContents();
      for (const text of texts) expect(text.toLowerCase()).toMatch(/overlap|lag/);
      await page.getByRole("searchbox").fill("ContactFootprint");
      expect(await page.locator("#results a").first().getAttribute("href")).toBe(
        "reference.html#schema-ContactFootprint",
      );
      await page.getByRole("searchbox").fill("no-such-word(");
      expect(await page.getByRole("status").textContent()).toBe("Nothing has all of these words.");
      await page.getByRole("searchbox").fill("sort");
      await page.locator("#results a").first().click();
      await page.locator(":target").waitFor();
    }));

  test("shows every operation of the reference, and the evidence of each statement", () =>
    withPage({ viewport: wide }, async (open) => {
      const page = await open("reference.html");
      const addresses = page.locator(".operation .address code");
      expect(await addresses.allTextContents()).toEqual(Object.keys(document.paths));
      for (const address of await addresses.all()) expect(await address.isVisible()).toBe(true);
      await page.locator("#schema-Stamp .evidence summary").first().click();
      const evidence = page.locator("#schema-Stamp .evidence p").first();
      expect(await evidence.textContent()).toContain("event-schema");
    }));

  // All rules in one colour scheme; in the other, those that its colours can break, on the reference and on the search.
  test.each([
    { colorScheme: "light", names: samples, rules: undefined },
    { colorScheme: "dark", names: ["reference.html", "search.html"], rules: ["color-contrast"] },
  ] as const)("meets the accessibility rules ($colorScheme)", ({ colorScheme, names, rules }) =>
    withPage({ viewport: wide, colorScheme }, async (open) => {
      const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      for (const name of names) {
        const page = await open(name === "search.html" ? "search.html?q=sort" : name);
        await page.evaluate(axe);
        const options = JSON.stringify({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
        const violations = await page.evaluate(
          `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect({ name, violations }).toEqual({ name, violations: [] });
      }
    }),
  );
});
