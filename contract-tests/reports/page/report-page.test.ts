import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { applyBaseline } from "../../baseline.ts";
import { reasons } from "../../engine/reasons.ts";
import { escapeMarkup } from "../escape.ts";
import { endIncluded, hostile } from "../testing/faults.ts";
import { sharedReport } from "../testing/judge-sandbox.ts";
import { malformation } from "../testing/well-formed.ts";
import { coverageName } from "../verdict.ts";
import { htmlReport } from "./report-page.ts";

const report = await sharedReport(endIncluded);
const page = htmlReport(report);

test("the file is well-formed for any text of a server", async () => {
  expect(malformation(page)).toBeUndefined();
  expect(malformation(htmlReport(await sharedReport(hostile)))).toBeUndefined();
});

test("the page's policy allows no request, and has the digests of its style and its script", () => {
  const [, policy = ""] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  expect(policy).toContain("default-src &#39;none&#39;");
  for (const name of ["style", "script"]) {
    const [, content = ""] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page) ?? [];
    const digest = createHash("sha256").update(content).digest("base64");
    expect(policy).toContain(`${name}-src &#39;sha256-${digest}&#39;`);
  }
});

test("the page links to nothing outside except the vendor's sources", () => {
  expect(page).not.toMatch(/<(?:img|iframe|object|embed|form action|base)/);
  expect(page).not.toMatch(/\bsrc=|@import|url\(/);
  expect([...page.matchAll(/<link [^>]*href="([^"]*)"/g)].map(([, href]) => href)).toEqual(["data:,"]);
});

test("every violation has the expected and the actual value, the place, the evidence and how to reproduce it", () => {
  const words = page.replace(/<\/?time>/g, "");
  for (const { violations } of report.results) {
    const distinct = new Map(
      violations.map((violation) => [violation.fingerprint, violation] as const).reverse(),
    );
    for (const { expected, actual, fingerprint, curl, pointer = "" } of distinct.values()) {
      for (const text of [expected, actual, fingerprint, curl, pointer])
        expect(words).toContain(escapeMarkup(text));
    }
  }
});

test("the page quotes the contract at the place of a violated check, with its source", () => {
  expect(page).toContain(escapeMarkup("Keeps the events published before this instant"));
  expect(page).toContain("NP6 API Reference 8.1.0, events of a notification</a>");
});

test("the page quotes only the part of the contract that concerns the check", () => {
  const card = (check: string) =>
    new RegExp(`<h3><code>${check}</code>[\\s\\S]*?</details>`).exec(page)?.[0] ?? "";
  expect(card("window-end")).toContain("Keeps the events published before this instant");
  // The second paragraph is about how dates are written, the note about the unit of a number.
  expect(card("window-end")).not.toContain("Send a zone");
  expect(card("window-end")).not.toContain("its unit is not");
});

test("the matrix has a row for each check, and its cells lead to the violations", () => {
  for (const { check, endpoint, outcome } of report.results) {
    if (outcome === "passed") continue;
    expect(page).toContain(`<code>${check}</code>`);
    if (outcome === "not-exercised") continue;
    expect(page).toContain(`href="#${check}-on-${endpoint}"`);
    expect(page).toContain(`id="${check}-on-${endpoint}"`);
  }
});

test("the page lists checks that were not exercised with the reason, and the whole schema coverage", () => {
  expect(page).toContain(reasons["not-limited"]);
  for (const node of report.schemaCoverage) expect(page).toContain(escapeMarkup(coverageName(node)));
  expect(page).toContain("never</td>");
  const seen = [...page.matchAll(/<td class="number ([^"]*)">/g)].map(([, kind]) => kind === "refuted");
  expect(seen).toEqual(seen.toSorted((a, b) => Number(b) - Number(a)));
});

test("known violations have a section, with their notes, and so do those that went away", () => {
  const entries = report.results
    .filter(({ check }) => check === "window-end")
    .flatMap(({ check, endpoint, violations }) =>
      violations.map(({ fingerprint }) => ({ fingerprint, check, endpoint, note: "ticket <12>" })),
    );
  const gone = { fingerprint: "000000000000", check: "sort-asc", endpoint: "executions", note: "fixed?" };
  const text = htmlReport(applyBaseline(report, [...entries, gone]));
  expect(text).toMatch(/<section id="known"[\s\S]*window-end[\s\S]*ticket &lt;12&gt;[\s\S]*<\/section>/);
  expect(text).toMatch(/<section id="gone"[\s\S]*000000000000[\s\S]*sort-asc on executions[\s\S]*fixed\?/);
});

test("no heading level is skipped, and every table header has a scope", () => {
  const levels = [...page.matchAll(/<h(\d)[ >]/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  levels.reduce((before, level) => {
    expect(level - before).toBeLessThanOrEqual(1);
    return level;
  });
  for (const [header] of page.matchAll(/<th[ >][^>]*/g)) expect(header).toMatch(/scope="(?:row|col)"/);
});
