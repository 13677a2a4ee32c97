import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checks as catalogue } from "../../contract-tests/checks/index.ts";
import { specFile } from "../../contract-tests/contract-model/document.ts";
import { propertiesAt } from "../../contract-tests/contract-model/event-model.ts";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import type { CheckResult, Violation } from "../../contract-tests/engine/report.ts";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import generated from "../../generated/openapi.json" with { type: "json" };
import { frozenContract } from "../testing/frozen-contract.ts";
import {
  checksByStatement,
  findLooseEnds,
  readEventContract,
  type StatementVerdict,
  verdictOf,
} from "./statement-checks.ts";
import { someChecks as checks, report } from "./testing/some-report.ts";

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
  test("are those that point at its parts, also through a reference", () => {
    expect(checksOf("start")).toEqual(expect.arrayContaining(["window-start", "date-utc"]));
    expect(checksOf("start")).not.toContain("window-end");
    expect(checksOf("too-many-requests")).toContain("rate-backoff");
    expect(checksOf("GET /notifications/{id}/events/executions")).not.toContain("rate-backoff");
  });

  test("are the check of the schema for every property of an event, and those that it names", () => {
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

  test("not in the contract of spec/ and the suite", () => {
    expect(findLooseEnds(generated, statementsOf(generated), catalogue, openQuestions)).toEqual([]);
  });

  test("an assumption that no check would refute", () => {
    const [line] = findLooseEnds(document, [{ ...assumed, refutedBy: [] }], checks, []);
    expect(line).toContain("Sock › size is assumed, and no check would refute it.");
  });

  test("an assumption that only a check that does not exist would refute", () => {
    const [line] = findLooseEnds(document, [{ ...assumed, refutedBy: ["sock-size"] }], checks, []);
    expect(line).toContain("Sock › size is refuted by sock-size, which is not a check.");
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

test("a place in an event maps to the property of each possible variant", () => {
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

test("each statement of the contract is in an existing file of spec/", () => {
  const files = new Set(statementsOf(generated).map(({ pointer }) => specFile(pointer)));
  expect(files.size).toBeGreaterThan(50);
  expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

describe("the verdict on a statement", () => {
  const verdict = (node: string, results: readonly Partial<CheckResult>[], seen?: number): StatementVerdict =>
    verdictOf(contract, statement(node), checksOf(node), report(statements, results, seen));
  const passed = {
    check: "event-schema",
    endpoint: "executions",
    outcome: "passed",
    violations: [],
  } as const;

  test("is the worst of its checks on any endpoint", () => {
    const results = [
      { check: "window-start", endpoint: "activations", outcome: "passed" },
      { check: "window-start", endpoint: "executions", outcome: "failed" },
      { check: "window-end", endpoint: "executions", outcome: "refuted" },
    ] as const;
    expect(verdict("start", results)).toBe("failed");
    expect(verdict("end", results)).toBe("refuted");
    expect(verdict("sort", results)).toBeUndefined();
  });

  test("on the response of one endpoint comes from that endpoint", () => {
    const results = [{ check: "body-array", endpoint: "executions", outcome: "failed" }] as const;
    expect(verdict("GET /notifications/{id}/events/executions › 200", results)).toBe("failed");
    expect(verdict("GET /notifications/{id}/events/activations › 200", results)).toBeUndefined();
  });

  test("on a property that no event had is not `passed`", () => {
    expect(verdict("Stamp › set", [passed], 0)).toBe("not-seen");
    expect(verdict("Stamp › set", [passed], 3)).toBe("passed");
  });

  test("on a property is not affected by a violation of another property", () => {
    const violations = [
      { pointer: "/source/detail/execution/stamp/time" },
    ] as unknown as readonly Violation[];
    const results = [{ ...passed, outcome: "refuted", violations }] as const;
    expect(verdict("Stamp › time", results)).toBe("refuted");
    expect(verdict("Stamp › id", results)).toBe("passed");
  });
});
