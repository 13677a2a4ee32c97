import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import type { ContractReport } from "../engine/report.ts";
import { openQuestionsMarkdown } from "../open-questions/report.ts";
import { escapeMarkup, markdownText } from "./escape.ts";
import { junitReport } from "./junit.ts";
import { summaryReport } from "./markdown.ts";
import { htmlReport } from "./page/report-page.ts";
import { terminalReport } from "./terminal.ts";
import { hostile, secrets, welcoming } from "./testing/faults.ts";
import { judgeSandbox } from "./testing/judge-sandbox.ts";
import { jsonReport } from "./write-reports.ts";

const apiKey = 'Key/of~the"Tests+100%==';
const [report, second] = [
  await judgeSandbox(hostile, {}, { key: apiKey }),
  await judgeSandbox(welcoming, {}, { key: apiKey }),
];

const renderingsOf = (of: ContractReport) => ({
  json: jsonReport(of),
  html: htmlReport(of),
  junit: junitReport(of),
  markdown: summaryReport(of),
  terminal: terminalReport(of),
  "open questions": openQuestionsMarkdown(of) ?? "",
});
const renderings = renderingsOf(report);
const all = Object.entries(renderings).map(
  ([name, text]) => [name, `${text}\n${renderingsOf(second)[name as keyof typeof renderings]}`] as const,
);

/** The key as a report could hold it: as sent, cut by its last characters, and as each format writes it. */
const keys = [apiKey, apiKey.slice(0, -3)].flatMap((key) => [
  key,
  encodeURIComponent(key),
  JSON.stringify(key).slice(1, -1),
  JSON.stringify(JSON.stringify(key).slice(1, -1)).slice(1, -1),
  key.replaceAll("~", "~0").replaceAll("/", "~1"),
  escapeMarkup(key),
  markdownText(key),
]);
/** A piece of it as the server wrote it behind a name. */
const base64 = Buffer.from(`np6:${apiKey}`).toString("base64").slice(6, -6);
const planted = [...keys, base64, secrets.address, encodeURIComponent(secrets.address), secrets.hash];

test("the report quotes the hostile server, or the tests below would prove nothing", () => {
  expect(report.exitCode).toBe(1);
  for (const text of Object.values(renderings)) expect(text).toContain("onerror");
});

test.for(all)("the %s report contains no key, address or digest in any spelling", ([, text]) => {
  const small = text.toLowerCase();
  for (const secret of planted) expect(small).not.toContain(secret.toLowerCase());
});

test("a cut key is masked, too, if the server accepts it", () => {
  const cut = second.results
    .filter(({ check }) => check === "auth-truncated")
    .flatMap(({ violations }) => violations);
  expect(cut).toHaveLength(eventKinds.length);
  for (const { requestId } of cut) expect(requestId).toMatch(/^\[key\]/);
});

test("no report has terminal codes or changes of the reading direction, except JSON, which escapes them", () => {
  for (const text of Object.values(renderings))
    for (const code of secrets.terminalCodes.match(/[^\w[]/g) ?? []) expect(text).not.toContain(code);
  expect(renderings.json).toContain("\\u202e");
});

test("reports in a markup language contain no markup of the server", () => {
  const { html, junit, markdown } = renderings;
  for (const text of [html, junit, markdown]) expect(text).not.toContain("<img");
});
