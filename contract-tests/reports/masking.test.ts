import { expect, test } from "vitest";
import { firstContactMarkdown } from "./first-contact-markdown.ts";
import { htmlReport } from "./html-report.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { terminalReport } from "./terminal.ts";
import { hostile, secrets } from "./testing/faults.ts";
import { judgeSandbox, startTestTarget } from "./testing/judge-sandbox.ts";

const report = await judgeSandbox(hostile);
const {
  settings: { apiKey },
  close,
} = await startTestTarget();
await close();

const renderings = {
  json: JSON.stringify(report),
  html: htmlReport(report),
  junit: junitReport(report),
  markdown: markdownReport(report),
  terminal: terminalReport(report),
  "first contact": firstContactMarkdown(report) ?? "",
};

test("the hostile server is quoted at all, or the tests below would prove nothing", () => {
  expect(report.exitCode).toBe(1);
  for (const text of Object.values(renderings)) expect(text).toContain("onerror");
});

test.for(Object.entries(renderings))("the %s report holds no key, no address and no digest", ([, text]) => {
  for (const secret of [apiKey, secrets.address, secrets.hash]) expect(text).not.toContain(secret);
});

test("no report but JSON, which escapes them, holds terminal codes or turns the direction of reading", () => {
  const { json, ...shown } = renderings;
  for (const text of Object.values(shown)) {
    expect(text).not.toContain("\u001b[2J");
    expect(text).not.toContain("\u202e");
  }
  expect(json).not.toContain("\u001b");
});

test("the reports that are markup hold no markup of the server", () => {
  const { html, junit, markdown } = renderings;
  for (const text of [html, junit, markdown]) expect(text).not.toContain("<img");
});
