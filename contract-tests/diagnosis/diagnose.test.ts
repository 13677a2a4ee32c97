import { expect, test } from "vitest";
import { faults } from "../../proofs/suite-faults/catalogue.ts";
import type { Stages } from "../../proofs/suite-faults/variant.ts";
import type { Cause, ContractReport } from "../engine/report.ts";
import { judgeSandbox, sharedReport } from "../reports/testing/judge-sandbox.ts";

/** The report of a sandbox with one or more of the faults of the catalogue. */
function reportOf(...ids: readonly string[]): Promise<ContractReport> {
  const stages = ids.map((id) => faults.find((fault) => fault.id === id)?.stages?.());
  return judgeSandbox(Object.assign({}, ...stages), { strict: true }, { events: 120 });
}

async function causesOf(...ids: readonly string[]): Promise<readonly Cause[]> {
  return (await reportOf(...ids)).causes;
}

test("a conformant server has no causes", async () => {
  expect((await sharedReport()).causes).toEqual([]);
});

test("one fault gives one cause, which explains every violation", async () => {
  const report = await reportOf("end-inclusive");
  expect(report.causes).toHaveLength(1);
  expect(report.causes[0]).toMatchObject({
    pointer: "#/components/parameters/end",
    condition: {},
    text: expect.stringMatching(
      /^The server treats `end` as inclusive: (\d+) of \1 requests whose `end` is the time/,
    ),
    evidence: "documented",
  });
  const violations = report.results.flatMap((row) => row.violations.map(({ fingerprint }) => fingerprint));
  expect(new Set(report.causes[0]?.fingerprints)).toEqual(new Set(violations));
});

test("a cause that only some requests show names what these requests have in common", async () => {
  const [cause] = await causesOf("end-inclusive-on-cancellations");
  expect(cause).toMatchObject({
    pointer: "#/components/parameters/end",
    condition: { endpoint: "cancellations" },
    text: expect.stringContaining(", only on cancellations: "),
  });
  expect(new Set(cause?.probes.map(({ endpoint }) => endpoint))).toEqual(new Set(["cancellations"]));
});

test("a cause names the title of a page that the server sends instead of events", async () => {
  const causes = await causesOf("page-with-200");
  expect(causes.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^The server sends an HTML page \(<title>Maintenance<\/title>\): /),
  ]);
});

test.each([
  ["an object", '{"events":[]}', "sends a JSON value that is not a list"],
  ["a list that breaks off", '[{"type":"activation"},{"type"', "sends a list that is cut off"],
  [
    "one event a line",
    '{"type":"activation"}\n{"type":"activation"}\n',
    "sends one JSON value a line and no list",
  ],
])("bodies that are all %s have one cause", async (_what, text, says) => {
  const finish: Stages["finish"] = (reply) =>
    reply.status === 200 ? { ...reply, body: [Buffer.from(text)] } : reply;
  const { causes } = await judgeSandbox({ finish }, { strict: true }, { gzip: false });
  expect(causes.map((cause) => cause.text)).toEqual([expect.stringContaining(`The server ${says}: `)]);
});

test("two unrelated faults give two causes", async () => {
  const causes = await causesOf("key-any-value", "sort-desc-ignored");
  expect(causes.map(({ pointer, condition }) => [pointer, condition])).toEqual(
    expect.arrayContaining([
      ["#/components/securitySchemes/apiKey", { key: "present" }],
      ["#/components/parameters/sort", { order: "desc" }],
    ]),
  );
});

test("the cause of a broken standard names its section", async () => {
  const [cause] = await causesOf("gzip-claimed");
  expect(cause).toMatchObject({ standard: "RFC 9110, section 8.4", condition: { coding: "compressed" } });
  expect(cause).not.toHaveProperty("pointer");
});
