import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Stages } from "../../proofs/suite-faults/variant.ts";
import { standardStages } from "../../src/sandbox/stages.ts";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { isObject } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import { specFile } from "../contract-model/document.ts";
import { evidenceOf } from "../contract-model/evidence.ts";
import { contract, contractNode } from "../engine/contract.ts";
import type { ContractReport } from "../engine/report.ts";
import { endIncluded } from "../reports/testing/faults.ts";
import { judgeSandbox, sharedReport } from "../reports/testing/judge-sandbox.ts";

const proposalsOf = ({ openQuestions }: ContractReport) => openQuestions?.proposals ?? [];
const supported = proposalsOf(await sharedReport());

function* graded(node: unknown, pointer: string): Generator<string> {
  if (!isObject(node)) return;
  if (evidenceOf(node) !== undefined) yield pointer;
  for (const [name, child] of Object.entries(node)) {
    yield* graded(child, `${pointer}/${escapePointer(name)}`);
  }
}

test("every graded statement is in a file of spec/ that exists", () => {
  const pointers = [...graded(contract, "#")];
  expect(pointers.length).toBeGreaterThan(80);
  const astray = pointers.filter(
    (pointer) => !existsSync(fileURLToPath(new URL(`../../${specFile(pointer)}`, import.meta.url))),
  );
  expect(astray).toEqual([]);
});

test("an assumption that was seen is proposed as observed, with its count", () => {
  expect(supported).toContainEqual({
    file: "spec/components/schemas/Stamp.yaml",
    pointer: "#/components/schemas/Stamp/properties/time",
    level: "assumed",
    change: "observed",
    because: `${40 * eventKinds.length} valid events show it`,
  });
  expect(supported.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining([
      "#/components/responses/unauthorized",
      "#/components/headers/x-request-id",
      "#/components/parameters/end/examples/milliseconds",
    ]),
  );
});

test("no proposal concerns documented or sampled statements, or statements that were not seen", () => {
  for (const { pointer, level } of supported) {
    expect(evidenceOf(contractNode(pointer))).toBe(level);
    expect(["assumed", "observed"]).toContain(level);
  }
  expect(supported.map(({ pointer }) => pointer)).not.toContain(
    "#/components/schemas/UnknownReceiver/properties/type",
  );
  expect(supported.map(({ pointer }) => pointer)).not.toContain("#/components/responses/server-error");
});

test("what all events lack is a statement to correct", async () => {
  const without: Stages = {
    *select(...args) {
      for (const text of standardStages.select(...args)) yield text.replace(/"identity":\{[^}]*\},/, "");
    },
  };
  const corrections = proposalsOf(await judgeSandbox(without)).filter(({ change }) => change === "correct");
  expect(corrections).toHaveLength(eventKinds.length);
  for (const { pointer, because } of corrections) {
    expect(evidenceOf(contractNode(pointer))).toBeDefined();
    expect(because).toBe("40 events contradict it: /identity is missing");
  }
});

test("a statement that events contradict is proposed for correction, and not as observed", async () => {
  const proposals = proposalsOf(await sharedReport(endIncluded));
  const pointer = "#/components/schemas/Execution/properties/version";
  const own = proposals.filter((proposal) => proposal.pointer === pointer);
  expect(own).toHaveLength(1);
  expect(own[0]).toMatchObject({
    change: "correct",
    because: expect.stringMatching(/^80 events contradict it: /),
  });
  const unit = proposals.find((proposal) => proposal.pointer.endsWith("end/examples/milliseconds"));
  expect(unit).toMatchObject({
    change: "correct",
    because: expect.stringContaining("date-epoch-ms does not hold"),
  });
});
