import { expect, test } from "vitest";
import { frozenContract } from "../testing/frozen-contract.ts";
import { compareDocuments } from "./compare-documents.ts";
import { driftMarkdown, textReport } from "./print-report.ts";
import { type DriftReport, makeReport } from "./report.ts";
import { baseValue, type Change, changed } from "./testing/fixtures.ts";

const schemas = "/components/schemas/EventModel/properties";
const words = `Keeps what is up to end. ${"And so on. ".repeat(40)}<img src=x onerror=alert(1)> | @maintainer [x](http://x)`;

function report(...changes: Change[]): DriftReport {
  const ours = { name: "ours", document: changed(frozenContract(), []) };
  const theirs = { name: "theirs", document: changed(baseValue("today"), changes) };
  return makeReport(ours, theirs, compareDocuments(ours.document, theirs.document, { strict: false }));
}

const edited = report(
  { set: `${schemas}/channel\u001b[2J`, to: { type: "string" } },
  { set: "/components/parameters/EventEnd/description", to: words },
  { set: "/components/parameters/EventStart/description", to: "\u001b[2JNothing" },
  { set: `${schemas}/timestamp/type`, to: "string" },
  {
    set: "/paths/~1notifications~1{notificationId}~1events~1activations/get/responses/401",
    to: { description: "No" },
  },
);

test("a media type is told in full, and another way to be let in breaks nobody", () => {
  const get = "/paths/~1notifications~1{notificationId}~1events~1activations/get";
  const { findings } = report(
    { set: `${get}/responses/200/content`, to: { "application/x-ndjson": { schema: { type: "string" } } } },
    { set: "/components/securitySchemes/token", to: { type: "http", scheme: "bearer" } },
    { set: `${get}/security`, to: [{ token: [] }] },
  );
  const of = (rule: string) => findings.filter((finding) => finding.rule === rule);
  expect(of("response-media-type-removed")).toMatchObject([{ theirs: "application/x-ndjson" }]);
  expect(of("api-security-added")).toMatchObject([{ level: "info", theirs: "http bearer" }]);
});

test("the worst finding comes first, each has the place to edit, and equal ones of all operations are one", () => {
  const levels = edited.findings.map(({ level }) => level);
  expect(levels).toEqual(
    [...levels].sort(
      (a, b) => ["breaking", "warning", "info"].indexOf(a) - ["breaking", "warning", "info"].indexOf(b),
    ),
  );
  expect(new Set(levels).size).toBe(3);
  expect(edited.counts).toEqual({ breaking: 3, warning: 2, info: 3 });
  expect(edited.findings.filter(({ subject }) => subject === "query end")).toMatchObject([
    {
      rule: "wording",
      operations: ["activations", "executions", "cancellations"],
      place: "spec/components/parameters/end.yaml",
    },
  ]);
});

test("the text report shows new wording in full, and ends with the totals", () => {
  const text = textReport(edited);
  expect(text).toContain(words);
  expect(text).toContain("breaking  response-property-type-changed  200[].timestamp");
  expect(text).toContain("spec/components/schemas/ActivationEvent.yaml#/properties/timestamp");
  expect(text).toMatch(
    /Now documented \(1\).*\n {2}assumed +spec\/components\/responses\/unauthorized.yaml: itself/,
  );
  expect(text).toMatch(/\n\nDrift: 3 breaking, 2 warning, 3 info. Now documented: 1.$/);
});

test("the report of a document without drift says so, and lists what is still undocumented", () => {
  expect(textReport(report())).toMatch(/Still undocumented, and no drift \(\d+\):[\s\S]*\n\nNo drift.$/);
});

test("in Markdown no text of the other document becomes markup, a mention or another cell", () => {
  const markdown = driftMarkdown(edited);
  expect(markdown).not.toMatch(/<img|@maintainer|\[x\]/);
  const rows = markdown.split("\n").filter((line) => line.startsWith("| warning"));
  expect(rows).toHaveLength(2);
  expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(6);
});

test("no format lets a control character of the other document through", () => {
  for (const output of [textReport(edited), driftMarkdown(edited), JSON.stringify(edited)]) {
    expect(output).not.toContain("\u001b");
    expect(output).not.toContain("\\u001b");
    expect(output).toContain("channel");
  }
});

test("a new kind of an open union names the files of its known and unknown kinds", () => {
  const { findings } = report({
    set: "/components/schemas/EventModel/properties/type/enum",
    to: ["activation", "execution", "cancellation", "bounce"],
  });
  const files = ["KnownEvent", "UnknownEvent"].map((name) => `spec/components/schemas/${name}.yaml`);
  expect(findings).toMatchObject([{ rule: "response-property-enum-value-added", theirs: "bounce", files }]);
});

test("an endpoint beside ours names the file that it needs", () => {
  const { findings } = report({
    set: "/paths/~1notifications~1{notificationId}~1events~1impressions",
    to: { get: { responses: {} } },
  });
  const subject = "GET /notifications/{notificationId}/events/impressions";
  expect(findings).toMatchObject([
    { rule: "endpoint-added", subject, place: "spec/paths/impressions.yaml#/get" },
  ]);
});

test("a new parameter is shown with its bounds", () => {
  const to = { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 1000 } };
  const path = "/paths/~1notifications~1{notificationId}~1events~1activations";
  const { findings } = report({ set: `${path}/get/parameters/5`, to });
  expect(findings).toMatchObject([{ subject: "query limit", theirs: "integer from 1 to 1000" }]);
});
