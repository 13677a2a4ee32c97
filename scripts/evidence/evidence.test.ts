import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { checks as catalogue } from "../../contract-tests/checks/index.ts";
import { specFile } from "../../contract-tests/contract-model/document.ts";
import { propertiesAt } from "../../contract-tests/contract-model/event-model.ts";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import type { CheckResult, ContractReport, Violation } from "../../contract-tests/engine/report.ts";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import generated from "../../generated/openapi.json" with { type: "json" };
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { frozenContract } from "../testing/frozen-contract.ts";
import { fingerprintFile, parametersWithoutMeaning } from "./print-evidence.ts";
import { readReport } from "./read-reports.ts";
import {
  checksByStatement,
  findLooseEnds,
  readEventContract,
  type StatementVerdict,
  verdictOf,
} from "./statement-checks.ts";

const checks = [
  { id: "window-start", pointer: "#/components/parameters/start" },
  { id: "window-end", pointer: "#/components/parameters/end" },
  { id: "sort-asc", pointer: "#/components/parameters/sort" },
  { id: "date-utc", pointer: "#/components/schemas/Instant/anyOf/0" },
  { id: "rate-backoff", pointer: "#/components/responses/too-many-requests" },
  { id: "event-schema", pointer: "#/components/schemas/NotificationEvent" },
  { id: "stamp-in-milliseconds", pointer: "#/components/schemas/Stamp/properties/time" },
  { id: "body-array", pointer: "#/paths/{path}/get/responses/200" },
];
const root = fileURLToPath(new URL("../..", import.meta.url));
const document = frozenContract();

const statements = statementsOf(document);
const contract = readEventContract(document);
const checkIds = checksByStatement(document, statements, checks);
const statement = (node: string) => {
  const found = statements.find((one) => one.node === node);
  if (found === undefined) throw new Error(`The contract has no statement ${node}.`);
  return found;
};
const checksOf = (node: string) => checkIds.get(statement(node).pointer) ?? [];

describe("the checks of a statement", () => {
  test("are those that point at what it is made of, through a reference too", () => {
    expect(checksOf("start")).toEqual(expect.arrayContaining(["window-start", "date-utc"]));
    expect(checksOf("start")).not.toContain("window-end");
    expect(checksOf("too-many-requests")).toContain("rate-backoff");
    expect(checksOf("GET /notifications/{id}/events/executions")).not.toContain("rate-backoff");
  });

  test("are the one of the schema for every property of an event, and those it names itself", () => {
    expect(checksOf("Stamp › time").toSorted()).toEqual([
      "event-schema",
      "stamp-before-publication",
      "stamp-in-milliseconds",
    ]);
  });
});

describe("a loose end is", () => {
  const [first] = statements;
  if (first === undefined) throw new Error("The contract states nothing.");
  const assumed = { ...first, node: "Sock › size", level: "assumed" };

  test("nothing of the contract of spec/ and the suite", () => {
    expect(findLooseEnds(generated, statementsOf(generated), catalogue, openQuestions)).toEqual([]);
  });

  test("an assumption that no check would refute", () => {
    const [line] = findLooseEnds(document, [{ ...assumed, refutedBy: [] }], checks, []);
    expect(line).toContain("Sock › size is assumed, and no check would refute it.");
  });

  test("an assumption that only a check that does not exist would refute", () => {
    const [line] = findLooseEnds(document, [{ ...assumed, refutedBy: ["sock-size"] }], checks, []);
    expect(line).toContain("Sock › size is refuted by sock-size, which is no check.");
  });

  test("an open question that no check will answer", () => {
    const questions = [
      { number: 98, checks: [] },
      { number: 99, checks: ["event-schema", "sock-size"] },
    ];
    const lines = findLooseEnds(document, [], checks, questions);
    expect(lines.map((line) => line.slice(0, 16))).toEqual(["Open question 98", "Open question 99"]);
  });

  test("a check that points at no node, on any of the endpoints", () => {
    const pointer = "#/paths/{path}/get/responses/418";
    const lines = findLooseEnds(document, [], [{ id: "teapot", pointer }], []);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(
      "The check teapot points at #/paths/~1notifications~1{id}~1events~1executions/",
    );
  });
});

test("a place in an event is the property of each variant that may stand there", () => {
  const stamp = "#/components/schemas/Stamp/properties/time";
  expect(propertiesAt(contract.model, "cancellation", "/source/detail/execution/stamp/time")).toEqual([
    stamp,
  ]);
  expect(propertiesAt(contract.model, "execution", "/id")).toEqual([
    "#/components/schemas/ExecutionEvent/properties/id",
  ]);
  expect(propertiesAt(contract.model, "execution", "/identity/type")).toHaveLength(2);
  expect(propertiesAt(contract.model, "execution", "/nothing/here")).toEqual([]);
});

function report(results: readonly Partial<CheckResult>[], seen = 1): ContractReport {
  return {
    schemaVersion: 2,
    target: "live",
    startedAt: "2026-11-24T12:00:00.000Z",
    results,
    schemaCoverage: statements.map(({ pointer }) => ({ pointer, count: seen })),
  } as unknown as ContractReport;
}

test("each statement of the contract of spec/ stands in a file that is there", () => {
  const files = new Set(statementsOf(generated).map(({ pointer }) => specFile(pointer)));
  expect(files.size).toBeGreaterThan(50);
  expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

describe("the verdict on a statement", () => {
  const verdict = (node: string, results: readonly Partial<CheckResult>[], seen?: number): StatementVerdict =>
    verdictOf(contract, statement(node), checksOf(node), report(results, seen));
  const passed = {
    check: "event-schema",
    endpoint: "executions",
    outcome: "passed",
    violations: [],
  } as const;

  test("is the worst of its checks, on whichever endpoint", () => {
    const results = [
      { check: "window-start", endpoint: "activations", outcome: "passed" },
      { check: "window-start", endpoint: "executions", outcome: "failed" },
      { check: "window-end", endpoint: "executions", outcome: "refuted" },
    ] as const;
    expect(verdict("start", results)).toBe("failed");
    expect(verdict("end", results)).toBe("refuted");
    expect(verdict("sort", results)).toBeUndefined();
  });

  test("on what one endpoint answers is that endpoint's", () => {
    const results = [{ check: "body-array", endpoint: "executions", outcome: "failed" }] as const;
    expect(verdict("GET /notifications/{id}/events/executions › 200", results)).toBe("failed");
    expect(verdict("GET /notifications/{id}/events/activations › 200", results)).toBeUndefined();
  });

  test("on a property that no event had is not that it passed", () => {
    expect(verdict("Stamp › set", [passed], 0)).toBe("not-seen");
    expect(verdict("Stamp › set", [passed], 3)).toBe("passed");
  });

  test("on a property is not that of another that the schema's check objected to", () => {
    const violations = [
      { pointer: "/source/detail/execution/stamp/time" },
    ] as unknown as readonly Violation[];
    const results = [{ ...passed, outcome: "refuted", violations }] as const;
    expect(verdict("Stamp › time", results)).toBe("refuted");
    expect(verdict("Stamp › id", results)).toBe("passed");
  });
});

describe("the fingerprint of a file", async () => {
  const { path: directory, remove } = temporaryFolder("fingerprint");
  afterAll(remove);
  const nothing = Readable.from([]);

  test("is that of the contract for the same sentence, from standard input too", async () => {
    const file = join(directory, "sentence.html");
    await writeFile(file, "<p>Uuid of the event.</p>\n");
    expect(await fingerprintFile(file, nothing)).toBe("6eff9b01075e9003");
    expect(await fingerprintFile("-", Readable.from(["Uuid of ", "the event"]))).toBe("6eff9b01075e9003");
  });

  test("is refused to a file that is missing or without words", async () => {
    const missing = fingerprintFile(join(directory, "none"), nothing);
    await expect(missing).rejects.toThrow("none cannot be read: ENOENT.");
    await expect(fingerprintFile("-", Readable.from(["<p></p> ...\n"]))).rejects.toThrow("holds no words");
  });
});

test("a parameter that only generic checks judge has no check of its meaning", () => {
  const limit = { name: "limit", pointer: "#/components/parameters/limit" };
  const generic = [{ id: "parameter-limit-bad", pointer: limit.pointer }];
  expect(parametersWithoutMeaning([limit], [...checks, ...generic], generic)).toEqual(["limit"]);
  const own = { id: "limit-kept", pointer: limit.pointer };
  expect(parametersWithoutMeaning([limit], [...checks, ...generic, own], generic)).toEqual([]);
});

describe("npm run evidence", async () => {
  const { path: directory, remove } = temporaryFolder("evidence");
  afterAll(remove);
  const run = (reports = directory): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const script = fileURLToPath(new URL("./main.ts", import.meta.url));
      execFile(process.execPath, [script, "--reports", reports], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });

  test("prints the shares, each node's verdict once there is a report, and rejects a file that is none", async () => {
    const before = await run();
    expect(before.code).toBe(0);
    expect(before.output).toContain(`${statementsOf(generated).length} statements`);
    expect(before.output).toMatch(/^assumed +\d+ +\d+ %$/m);
    expect(before.output).toContain("No run of the suite left a report");

    await mkdir(join(directory, "live"));
    const file = join(directory, "live", "report.json");
    await writeFile(
      file,
      JSON.stringify(report([{ check: "sort-asc", endpoint: "executions", outcome: "failed" }])),
    );
    expect((await run()).output).toMatch(/^documented +failed +sort +sort-unknown,.* sort-asc,/m);

    await writeFile(file, "{}");
    expect(await run()).toMatchObject({
      code: 2,
      output: expect.stringContaining(`${file} is not a report`),
    });
  });

  test("reads a report of version 0.1", async () => {
    const reports = join(directory, "0.1");
    await mkdir(join(reports, "live"), { recursive: true });
    // A whole run against a sandbox that ignores sort=desc, shortened to a few checks and one open question.
    const frozen = fileURLToPath(new URL("testing/report-0.1.json", import.meta.url));
    await copyFile(frozen, join(reports, "live", "report.json"));
    const { output } = await run(reports);
    expect(output).toMatch(/^documented +failed +sort +sort-unknown,.* sort-asc,/m);
    expect(output).toMatch(/^\w+ +passed +Stamp › time /m);
    expect(output).toMatch(/^\w+ +not-seen +Stamp › set /m);
  });

  test("reads the reasons of a report of version 0.1 by their ids of today", async () => {
    const file = join(directory, "reasons.json");
    const result = {
      check: "window-both",
      outcome: "not-exercised",
      reason: "no-lone-event",
      violations: [],
    };
    await writeFile(file, JSON.stringify({ schemaVersion: 1, results: [result], witnesses: [] }));
    expect((await readReport(file))?.results[0]?.reason).toBe("no-single-event");
  });
});
