import { execFile } from "node:child_process";
import { appendFile, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import type { EvidenceProposal } from "../../contract-tests/engine/report.ts";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { isObject, objectAt } from "../../src/shared/json.ts";
import { frozenContract, writeFrozenSpec } from "../testing/frozen-contract.ts";
import { applyProposal } from "./apply-proposal.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import { observationReport } from "./report.ts";
import { createSpecEditor } from "./spec-editor.ts";
import { emptyTally, observeEvent } from "./tally.ts";
import { plantedValues } from "./testing/base-events.ts";
import { observeCases } from "./testing/cases.ts";
import type { ObserveCase } from "./testing/observe-case.ts";
import { addNote, mapAt } from "./yaml-edits.ts";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../", import.meta.url));
const model = readEventModel(frozenContract());
const { path: folder, remove } = temporaryFolder("observe");
const root = join(folder, "frozen");
writeFrozenSpec(root);
afterAll(remove);

function observe(events: readonly unknown[]): { report: string; patch: string } {
  const tally = emptyTally(model);
  for (const event of events) observeEvent(model, tally, event);
  const differences = findDifferences(model, tally);
  return {
    report: observationReport(model, tally, differences),
    patch: proposeChanges(root, tally, differences, [], "2026-11-24"),
  };
}

const results = new Map(observeCases.map((one) => [one, observe(one.events)]));
const resultOf = (one: ObserveCase) => results.get(one) ?? { report: "", patch: "" };

describe.each(observeCases)("recorded responses: $title", (one) => {
  const { report, patch } = resultOf(one);

  test("the report lists the differences from the contract, and nothing else", () => {
    const [, section = ""] = /^Unlike the contract\n((?: {2}.*\n?)*)/m.exec(report) ?? [];
    const lines = section.split("\n").map((line) => line.trim());
    expect(lines.filter((line) => line !== "")).toEqual(one.says);
  });

  test("the proposal changes the expected lines, and no others", () => {
    const lines = patch.split("\n");
    for (const line of one.proposes) expect(lines).toContain(line);
    const changed = lines.filter((line) => /^[-+]/.test(line)).join("\n");
    for (const text of one.spares ?? []) expect(changed).not.toContain(text);
  });

  test("neither the report nor the proposal shows a value", () => {
    for (const canary of plantedValues) expect(`${report}\n${patch}`).not.toContain(canary);
  });
});

describe("the proposals", async () => {
  const tried = observeCases.filter((one) => resultOf(one).patch !== "");

  test("are made of all sets but the empty one", () => {
    expect(tried).toHaveLength(observeCases.length - 1);
    expect(tried.length).toBeGreaterThanOrEqual(12);
  });

  const env = { ...process.env, GIT_DIR: folder };

  test.each([
    ["git", "apply", "--check"],
    ["patch", "--dry-run", "-p1", "-s", "-i"],
  ])("apply with %s", async (command, ...args) => {
    for (const [index, one] of tried.entries()) {
      await writeFile(join(folder, `${index}.patch`), resultOf(one).patch);
      await run(command, [...args, join(folder, `${index}.patch`)], { cwd: root, env });
    }
  });

  test("lint clean", async () => {
    // One proposal of all sets has all their changes, and one document lints in a quarter of the time of all.
    const copy = join(folder, "all");
    await cp(join(root, "spec"), join(copy, "spec"), { recursive: true });
    await writeFile(join(copy, "all.patch"), observe(observeCases.flatMap(({ events }) => events)).patch);
    await run("git", ["apply", "all.patch"], { cwd: copy, env });
    const config = {
      telemetry: "off",
      extends: ["recommended-strict", "np6/all"],
      plugins: [join(checkout, "spec/rules/plugin.ts")],
      apis: { all: { root: "spec/openapi.yaml" } },
    };
    await writeFile(join(copy, "redocly.yaml"), JSON.stringify(config));
    const redocly = join(checkout, "node_modules/@redocly/cli/bin/cli.js");
    const quiet = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
    const linting = run(process.execPath, [redocly, "lint"], { cwd: copy, env: quiet });
    const { stderr } = await linting.catch((error) => {
      throw new Error(`${error.stdout}${error.stderr}`);
    });
    expect(stderr).toContain(": validated in");
  });
});

test("where the contract allows null, it is no difference, and what stands beside it is looked at", () => {
  const document = frozenContract();
  const source = objectAt(document, "components", "schemas", "CancellationNotificationSource", "properties");
  const { $ref } = objectAt(source, "detail");
  Object.assign(source, { detail: { anyOf: [{ $ref }, { type: "null" }] } });
  const nullable = readEventModel(document);
  const [one] = observeCases.filter(({ title }) => title === "a null detail");
  const events = [...(one?.events ?? [])];
  const says = () => {
    const tally = emptyTally(nullable);
    for (const event of events) observeEvent(nullable, tally, event);
    return observationReport(nullable, tally, findDifferences(nullable, tally));
  };
  expect(says()).not.toMatch(/detail: (null|of type)/);
  const detailed = events.find((event) => isObject(objectAt(event, "source")["detail"]));
  events.push({ ...objectAt(detailed), source: { type: "notification", detail: { fresh: 1 } } });
  expect(says()).toMatch(/fresh/);
});

test("a note that is there is not written again", () => {
  const document = parseDocument("{ level: assumed, note: Seen. }");
  const evidence = mapAt(document, []);
  addNote(evidence, "Null in 1 of 2.");
  addNote(evidence, "Null in 1 of 2.");
  expect(evidence.toJSON()).toEqual({ level: "assumed", note: "Seen. Null in 1 of 2." });
});

test("a second proposal on the same day cites a source of its own", async () => {
  const copy = join(folder, "twice");
  writeFrozenSpec(copy);
  await appendFile(
    join(copy, "spec/openapi.yaml"),
    "  responses-2026-11-24:\n    title: Responses of this morning\n",
  );
  const tally = emptyTally(model);
  for (const event of observeCases[0]?.events ?? []) observeEvent(model, tally, event);
  const patch = proposeChanges(copy, tally, findDifferences(model, tally), [], "2026-11-24");
  expect(patch).toContain("source: responses-2026-11-24-2,");
});

describe("a proposal of a report of the suite", () => {
  const editor = () => createSpecEditor(root);
  const observed = (note: string) => ({ level: "observed", source: "responses-2026-11-24", note }) as const;
  const proposal = (pointer: string, change: EvidenceProposal["change"]): EvidenceProposal => ({
    file: "",
    pointer,
    level: "assumed",
    change,
    because: "these endpoints returned it",
  });
  const patchOf = (pointer: string, change: EvidenceProposal["change"] = "observed") => {
    const spec = editor();
    applyProposal(proposal(pointer, change), spec, observed);
    return spec.toPatch();
  };

  test("raises an assumption, and keeps where it came from", () => {
    expect(patchOf("#/components/headers/retry-after")).toContain(
      "+x-evidence: { level: observed, source: responses-2026-11-24, note: 'These endpoints returned it. Before that, assumed from `deduction`: Usual",
    );
  });

  test("raises a statement that was observed elsewhere, and keeps the place", () => {
    expect(patchOf("#/components/responses/no-content")).toContain(
      "note: 'These endpoints returned it. Before that, observed in `live-audit`: On other endpoints;",
    );
  });

  test("raises a statement once, also when events raised it before", () => {
    const spec = editor();
    const pointer = "#/components/headers/retry-after";
    applyProposal(proposal(pointer, "observed"), spec, observed);
    const first = spec.toPatch();
    applyProposal({ ...proposal(pointer, "observed"), because: "again" }, spec, observed);
    expect(spec.toPatch()).toBe(first);
  });

  test("does not change documented statements", () => {
    expect(patchOf("#/components/schemas/ActivationEvent/properties/timestamp")).toBe("");
  });

  test("notes a refuted statement, and keeps its level", () => {
    const patch = patchOf("#/components/headers/retry-after", "correct");
    expect(patch).toContain("+x-evidence: { level: assumed, source: deduction,");
    expect(patch).toContain("To be corrected: these endpoints returned it.");
  });
});
