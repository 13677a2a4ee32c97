import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import { frozenContract, writeFrozenSpec } from "../testing/frozen-contract.ts";
import { findDifferences } from "./differences.ts";
import { proposeChanges } from "./proposal.ts";
import { observationReport } from "./report.ts";
import { emptyTally, observeEvent } from "./tally.ts";
import { plantedValues } from "./testing/base-events.ts";
import { type ObserveCase, observeCases } from "./testing/cases.ts";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../", import.meta.url));
const model = readEventModel(frozenContract());
const folder = await mkdtemp(join(tmpdir(), "np6-observe-"));
const root = join(folder, "frozen");
writeFrozenSpec(root);
afterAll(() => rm(folder, { recursive: true }));

function observe(events: readonly unknown[]): { report: string; patch: string } {
  const tally = emptyTally(model);
  for (const event of events) observeEvent(model, tally, event);
  const differences = findDifferences(model, tally);
  return {
    report: observationReport(model, tally, differences),
    patch: proposeChanges(root, tally, differences, "2026-11-24"),
  };
}

const results = new Map(observeCases.map((one) => [one, observe(one.events)]));
const resultOf = (one: ObserveCase) => results.get(one) ?? { report: "", patch: "" };

describe.each(observeCases)("of $title", (one) => {
  const { report, patch } = resultOf(one);

  test("the report says what is unlike the contract, and nothing else", () => {
    const [, section = ""] = /^Unlike the contract\n((?: {2}.*\n?)*)/m.exec(report) ?? [];
    const lines = section.split("\n").map((line) => line.trim());
    expect(lines.filter((line) => line !== "")).toEqual(one.says);
  });

  test("the proposal changes what it should, and spares the rest", () => {
    const lines = patch.split("\n");
    for (const line of one.proposes) expect(lines).toContain(line);
    const changed = lines.filter((line) => /^[-+]/.test(line)).join("\n");
    for (const text of one.spares ?? []) expect(changed).not.toContain(text);
  });

  test("neither shows a value", () => {
    for (const canary of plantedValues) expect(`${report}\n${patch}`).not.toContain(canary);
  });
});

describe("the proposals", async () => {
  const tried = observeCases.filter((one) => resultOf(one).patch !== "");

  test("are made of all sets but the empty one", () => {
    expect(tried).toHaveLength(observeCases.length - 1);
    expect(tried.length).toBeGreaterThanOrEqual(12);
  });

  test("apply with git and with patch, and lint clean", async () => {
    await Promise.all(
      tried.map(async (one, index) => {
        const copy = join(folder, String(index));
        await cp(join(root, "spec"), join(copy, "spec"), { recursive: true });
        await writeFile(join(copy, "proposal.patch"), resultOf(one).patch);
        // Half with each: both must take them.
        const [command, ...args] = index % 2 === 0 ? ["git", "apply"] : ["patch", "-p1", "-s", "-i"];
        await run(command ?? "", [...args, "proposal.patch"], {
          cwd: copy,
          env: { ...process.env, GIT_DIR: copy },
        });
      }),
    );
    const apis = Object.fromEntries(tried.map((_, index) => [index, { root: `${index}/spec/openapi.yaml` }]));
    const config = {
      telemetry: "off",
      extends: ["recommended-strict", "np6/all"],
      plugins: [join(checkout, "spec/rules/plugin.ts")],
      apis,
    };
    await writeFile(join(folder, "redocly.yaml"), JSON.stringify(config));
    const redocly = join(checkout, "node_modules/@redocly/cli/bin/cli.js");
    const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };
    const { stderr } = await run(process.execPath, [redocly, "lint"], { cwd: folder, env }).catch((error) => {
      throw new Error(`${error.stdout}${error.stderr}`);
    });
    expect(stderr.match(/: validated in/g)).toHaveLength(tried.length);
  });
});

test("a second proposal on the same day cites a source of its own", async () => {
  const copy = join(folder, "twice");
  writeFrozenSpec(copy);
  await appendFile(
    join(copy, "spec/openapi.yaml"),
    "  answers-2026-11-24:\n    title: Answers of this morning\n",
  );
  const tally = emptyTally(model);
  for (const event of observeCases[0]?.events ?? []) observeEvent(model, tally, event);
  const patch = proposeChanges(copy, tally, findDifferences(model, tally), "2026-11-24");
  expect(patch).toContain("source: answers-2026-11-24-2,");
});
