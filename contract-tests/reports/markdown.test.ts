import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { applyBaseline } from "../baseline.ts";
import { summaryReport } from "./markdown.ts";
import { endIncluded, hostile } from "./testing/faults.ts";
import { sharedReport } from "./testing/judge-sandbox.ts";

const report = await sharedReport(endIncluded);
const markdown = summaryReport(report);

test("the heading is the verdict, a table counts, and each violated check unfolds", () => {
  expect(markdown).toMatch(/^## ❌ The server violates the contract/);
  expect(markdown).toMatch(/\n\| activations \| \d+ \| [1-9]\d* \| \d+ \| \d+ \| 40 \|\n/);
  expect(markdown).toContain(`<summary>✗ failed <code>window-end</code> on ${eventKinds.join(", ")}: `);
  expect(markdown).toContain("- expected: every timestamp &#60; end");
});

test("no text of a server becomes Markdown, a link or a mention", async () => {
  const text = summaryReport(await sharedReport(hostile));
  expect(text).toContain("onerror");
  expect(text).not.toMatch(/<img|\]\(|@\w/);
});

test("every element that is opened is closed", () => {
  for (const name of ["details", "summary", "code", "pre"]) {
    const open = markdown.match(new RegExp(`<${name}>`, "g"))?.length;
    expect(markdown.match(new RegExp(`</${name}>`, "g"))).toHaveLength(open ?? 0);
  }
});

test("only a run with a baseline has a column for known violations", () => {
  expect(markdown).not.toContain("• known");
  const { fingerprint } = report.results.flatMap(({ violations }) => violations)[0] ?? { fingerprint: "" };
  const entry = { fingerprint, check: "event-schema", endpoint: "executions", note: "ticket 12" };
  const gone = { ...entry, fingerprint: "000000000000", check: "no-longer-a-check" };
  const text = summaryReport(applyBaseline(report, [entry, gone]));
  expect(text).toContain("ticket 12");
  expect(text).toContain("<code>000000000000 no-longer-a-check on executions</code>");
});

test("a run that could not judge says why", () => {
  const text = summaryReport({ ...report, exitCode: 2, stopped: "the key was rejected" });
  expect(text).toContain("## ❌ Nothing could be judged: the key was rejected");
});
