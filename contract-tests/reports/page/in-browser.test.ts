import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../../proofs/kit/chromium.ts";
import { type PageWatch, watchPage } from "../../../proofs/kit/page-watch.ts";
import { temporaryFolder } from "../../../proofs/kit/temporary-folder.ts";
import { eventKinds } from "../../../src/shared/event-kinds.ts";
import { faultyReport } from "../testing/faulty-report.ts";
import { htmlReport } from "./report-page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { path: folder, remove } = temporaryFolder("report-page");
const url = pathToFileURL(join(folder, "report.html")).href;
let browser: Browser;

beforeAll(async () => {
  writeFileSync(join(folder, "report.html"), htmlReport(await faultyReport()));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  remove();
});

/** Opens the page, uses it, and holds it to what no reader would notice: complaints, and requests to others. */
async function withPage(
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
  at = url,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const watch: PageWatch = watchPage(page, url);
    await page.goto(at);
    await use(page);
    expect(watch).toEqual({ complaints: [], outside: [] });
  } finally {
    await context.close();
  }
}

/** What axe finds, in words. Run as the browser's own tools run, for the page's policy lets no script in. */
async function flaws(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A section's entries are alike, and axe takes as long for each.
  await page.evaluate(
    "for (const section of document.querySelectorAll('section')) for (const entry of [...section.querySelectorAll('[data-entry]')].slice(3)) entry.remove()",
  );
  await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(rules === undefined ? {} : { runOnly: rules }) };
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  expect(passes.map(({ id }) => id)).toContain("color-contrast");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const openAll = (page: Page) => page.getByRole("button", { name: "Unfold all" }).click();
const visibleEntries = (page: Page) => page.locator("section:visible [data-entry]:visible");

test("a violation is found by search, by keyboard alone, and read", () =>
  withPage(async (page) => {
    const before = await visibleEntries(page).count();
    await page.keyboard.press("/");
    await page.keyboard.type("window-end-alone");
    const found = page.locator("details:visible");
    expect(await found.count()).toBe(1);
    expect(await visibleEntries(page).count()).toBeLessThan(before);
    expect(await page.getByRole("status").textContent()).toMatch(/^\d of \d+$/);
    const summary = found.locator("summary");
    for (let presses = 0; presses < 50 && !(await isFocused(summary)); presses++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const violation = found.locator("article").first();
    expect(await violation.isVisible()).toBe(true);
    const text = await violation.innerText();
    expect(text).toMatch(/Expected\s+every timestamp < end/);
    expect(text).toMatch(/Actual\s+2026-01-\d\dT.*, end is 2026-01-/);
    expect(text).toMatch(
      /curl -i "http:\/\/127\.0\.0\.1:\d+\/.*notifications\/156\/.*" -H ".*: .*\$NP6_API_KEY"/,
    );
    expect(await found.locator("blockquote").innerText()).toMatch(
      /timestamp < end[\s\S]*documented: the vendor's/,
    );
    await page.locator("#search").fill("");
    expect(await visibleEntries(page).count()).toBe(before);
  }));

test("passed checks can be hidden, and everything unfolded", () =>
  withPage(async (page) => {
    const rows = page.locator("#checks tbody tr:visible");
    const all = await rows.count();
    await page.getByLabel("Hide passed checks").check();
    const broken = await rows.count();
    expect(broken).toBeGreaterThan(3);
    expect(broken).toBeLessThan(all / 2);
    await openAll(page);
    expect(await page.locator("details:not([open])").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Fold all" }).isVisible()).toBe(true);
  }));

test("a cell of the matrix leads to its violation, even folded and filtered out", () =>
  withPage(async (page) => {
    const cell = page.locator('#checks a[href="#window-end-on-executions"]');
    await cell.click();
    expect(await page.locator("#window-end-on-executions").isVisible()).toBe(true);
    await page.locator("#search").fill("rate-backoff");
    expect(await page.locator("#window-both-on-activations").isVisible()).toBe(false);
    await page.evaluate("location.hash = '#window-both-on-activations'");
    await page.locator("#window-both-on-activations").waitFor({ state: "visible" });
    expect(await page.locator("#search").inputValue()).toBe("");
  }));

test("a link from outside opens the violation it names", () =>
  withPage(
    async (page) => expect(await page.locator("#window-both-on-executions").isVisible()).toBe(true),
    {},
    `${url}#window-both-on-executions`,
  ));

test("the cause comes first, with an example, and leads to its violations", () =>
  withPage(async (page) => {
    const cause = page.locator("main section").first().locator(".cause");
    expect(await cause.locator("h3").innerText()).toMatch(
      /^The server treats end as inclusive: (\d+) of \1 /,
    );
    expect(await cause.locator(".compare").innerText()).toMatch(/Expected\s+every timestamp < end/);
    expect(await page.locator("details[open]").count()).toBe(0);
    await cause.getByRole("link", { name: "window-both on executions" }).click();
    expect(await page.locator("#window-both-on-executions").isVisible()).toBe(true);
  }));

test("a violation shows the event in the response, marked, and no contact", () =>
  withPage(async (page) => {
    await openAll(page);
    const excerpt = page.locator("#window-end-on-activations .excerpt").first();
    const [, timestamp] = /"timestamp":(\d{13})/.exec(await excerpt.locator("mark").innerText()) ?? [];
    const actual = await page.locator("#window-end-on-activations .compare").first().innerText();
    expect(actual).toContain(new Date(Number(timestamp)).toISOString());
    expect(await excerpt.innerText()).toMatch(/… \d+ more/);
    expect(await page.locator(".excerpt mark").count()).toBeGreaterThan(5);
    const texts = await page.locator(".excerpt").allInnerTexts();
    expect(texts.join()).toContain('"unicity":"[unicity]"');
    for (const text of texts) {
      expect(text).not.toContain("@");
      expect(text).not.toMatch(/"unicity":(?!"\[unicity\]")/);
    }
  }));

test("equal violations on all endpoints are one block, which lists the differences", () =>
  withPage(async (page) => {
    await openAll(page);
    const card = page.locator("details", { has: page.locator("#window-end-on-activations") });
    const others = eventKinds.filter((kind) => kind !== "activations");
    expect(await card.locator("article").count()).toBe(1);
    expect(await card.locator(".same > p b").allInnerTexts()).toEqual(others);
    for (const kind of others) {
      const same = await card.locator(`#window-end-on-${kind}`).innerText();
      expect(same).toMatch(/2026-0\d-.*, end is 2026-0\d-/);
      expect(same).toMatch(new RegExp(`curl -i .*/events/${kind}\\?`));
      expect(same).toMatch(/fingerprint [0-9a-f]{12}/);
    }
  }));

test("a violation can be copied for a ticket, with all that its reader needs", () =>
  withPage(
    async (page) => {
      await openAll(page);
      await page.getByRole("button", { name: "Copy for a ticket" }).first().click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const text = await page.evaluate<string>("navigator.clipboard.readText()");
      expect(text).toMatch(/^window-end on activations: every event is before end\n/);
      for (const part of [
        "Contract: Keeps the events",
        "Expected: every",
        "Actual: 2026-",
        "Request id: ",
        '"timestamp":17',
        "The same on executions:",
        "\ncurl -i ",
      ])
        expect(text).toContain(part);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("in light colours, contrast, names, roles and order satisfy WCAG", () =>
  withPage(async (page) => {
    await openAll(page);
    expect(await flaws(page)).toEqual([]);
  }));

test("in dark colours, contrast satisfies WCAG, too", () =>
  withPage(
    async (page) => {
      await openAll(page);
      expect(await flaws(page, ["color-contrast"])).toEqual([]);
    },
    { colorScheme: "dark" },
  ));

test("on a phone nothing is wider than the screen, and the matrix scrolls within itself", () =>
  withPage(
    async (page) => {
      await openAll(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      // Nor does a card run over its own edge.
      expect(await page.evaluate(overflowing)).toEqual([]);
    },
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  ));

test("the print has every violation, folded or not, and the screen keeps the folding", () =>
  withPage(async (page) => {
    const folded = await page.locator("details:not([open])").count();
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("article:visible").count()).toBe(await page.locator("article").count());
    expect(await page.locator(".bar").isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("details:not([open])").count()).toBe(folded);
  }));

test("without its script the page shows everything", () =>
  withPage(
    async (page) => {
      expect(await page.locator("details").count()).toBeGreaterThan(10);
      expect(await page.getByRole("search").isVisible()).toBe(false);
      expect(await page.getByRole("button").count()).toBe(0);
    },
    { javaScriptEnabled: false },
  ));

/** Blocks that are wider within than they are, but for what scrolls. */
const overflowing = `[...document.querySelectorAll("header *, main *")]
  .filter((element) => !element.closest(".scroll, .aside") && getComputedStyle(element).display !== "inline")
  .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
  .map((element) => element.outerHTML.slice(0, 80))`;

async function isFocused(target: ReturnType<Page["locator"]>): Promise<boolean> {
  return target.evaluate((element) => element === element.ownerDocument.activeElement);
}
