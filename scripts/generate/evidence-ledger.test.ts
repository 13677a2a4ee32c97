import { expect, test } from "vitest";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { renderEvidenceLedger } from "./evidence-ledger.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";

const ledger = renderEvidenceLedger(readTinyDocument(), openQuestions);

test("the ledger lists operations, responses, parameters, properties and examples with level, source, note and checks", () => {
  const rows = [
    "| `GET /notifications/{id}/events/activations` | documented | page |  |  |",
    "| `GET /notifications/{id}/events/activations › 200` | documented | page |  |  |",
    "| `GET /notifications/{id}/events/activations › 200 › application/json › none` | assumed | mail |  | `window-empty` |",
    "| `id` | documented | page |  |  |",
    "| `NotificationSource › detail › activation › id` | sampled | page |  |  |",
    "| `CancellationEvent › reason` | assumed | mail | Only seen \\| in a mail | `event-schema`, `endpoint-type` |",
  ];
  for (const row of rows) expect(ledger.split("\n")).toContain(row);
});

test("the ledger counts the statements of each level", () => {
  const table = ledger.slice(ledger.indexOf("| level |"), ledger.indexOf("## Sources")).trim();
  expect(table.split("\n").slice(2)).toEqual([
    "| documented | 10 |",
    "| sampled | 2 |",
    "| observed | 0 |",
    "| assumed | 2 |",
    "| all | 14 |",
  ]);
});

test("the ledger lists the sources, with a link if they have one", () => {
  expect(ledger).toContain("| page | [The reference page](https://docs.example.com/events) | 2026-01-31 |");
  expect(ledger).toContain("| mail | Our own reading |  |");
});

test("the ledger lists the open questions with the checks that will answer them", () => {
  expect(ledger).toMatch(
    /^## Open questions\n\n.*\n\n\| +\| question \| checks \|\n\| --- .*\n\| 1 \| .+ \| `[a-z-]+`/m,
  );
});

test("a header whose name begins with x- is listed", () => {
  const evidence = { level: "documented", source: "page" };
  const document = { components: { headers: { "x-request-id": { "x-evidence": evidence } } } };
  expect(renderEvidenceLedger(document, [])).toContain(
    "## Headers\n\n| node | level | source | note | checks |",
  );
  expect(renderEvidenceLedger(document, [])).toContain("| `x-request-id` | documented | page |");
});

test("a property keeps its name, even when OpenAPI has a word like it", () => {
  const evidence = { level: "documented", source: "page" };
  const content = { type: "array", items: { properties: { schema: { "x-evidence": evidence } } } };
  const document = { components: { schemas: { Mail: { properties: { content } } } } };
  expect(renderEvidenceLedger(document, [])).toContain(
    "| `Mail › content › [] › schema` | documented | page |",
  );
});
