import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../proofs/kit/temporary-folder.ts";
import type { Stages } from "../proofs/suite-faults/variant.ts";
import { standardStages } from "../src/sandbox/stages.ts";
import { eventKinds } from "../src/shared/event-kinds.ts";
import { applyBaseline, prepareBaseline, readBaseline, writeBaseline } from "./baseline.ts";
import type { BaselineEntry, ContractReport } from "./engine/report.ts";
import { endIncluded } from "./reports/testing/faults.ts";
import { judgeSandbox, sharedReport } from "./reports/testing/judge-sandbox.ts";

const { path: folder, remove } = temporaryFolder("baseline");
afterAll(remove);
const report = await sharedReport(endIncluded);
const clean = await sharedReport();

function entriesOf({ results }: ContractReport, which = (_check: string) => true): BaselineEntry[] {
  return results
    .filter(({ check }) => which(check))
    .flatMap(({ check, endpoint, violations }) =>
      violations.map(({ fingerprint }) => ({ fingerprint, check, endpoint, note: "ticket 12" })),
    );
}

const outcomesOf = ({ results }: ContractReport, check: string) =>
  results.filter((row) => row.check === check).map(({ outcome }) => outcome);

test("a run whose violations are all in the baseline passes, and lists them as known", () => {
  expect(report.exitCode).toBe(1);
  const compared = applyBaseline(report, entriesOf(report));
  expect(compared.exitCode).toBe(0);
  expect(outcomesOf(compared, "window-end")).toEqual(eventKinds.map(() => "known"));
  expect(
    compared.results.flatMap(({ violations }) => violations).every(({ known }) => known === "ticket 12"),
  ).toBe(true);
  expect(compared.baselineGone).toEqual([]);
});

test("two runs against the same server give the same fingerprints", async () => {
  expect(applyBaseline(await judgeSandbox(endIncluded), entriesOf(report)).exitCode).toBe(0);
});

test("a violation that is not in the baseline fails the run, and a known one beside it stays known", () => {
  const compared = applyBaseline(
    report,
    entriesOf(report, (check) => check !== "window-end"),
  );
  expect(compared.exitCode).toBe(1);
  expect(outcomesOf(compared, "window-end")).toEqual(eventKinds.map(() => "failed"));
  expect(outcomesOf(compared, "window-both")).toEqual(eventKinds.map(() => "known"));
});

test("a new violation that comes after many known ones fails the run", async () => {
  const edited = (edit: (text: string, index: number) => string): Stages => ({
    *select(...args) {
      let index = 0;
      for (const text of standardStages.select(...args)) yield edit(text, index++);
    },
  });
  const withBadId = (text: string) => text.replace('"id":"', '"id":"no-uuid-');
  const schema = { checks: new Set(["event-schema"]) };
  const known = await judgeSandbox(edited(withBadId), schema);
  const both = edited((text, index) =>
    withBadId(index < 20 ? text : text.replace(/"identity":\{[^}]*\}/, '"identity":"DEMO"')),
  );
  const entries = entriesOf(known);
  expect(applyBaseline(known, entries).exitCode).toBe(0);
  expect(applyBaseline(await judgeSandbox(both, schema), entries).exitCode).toBe(1);
});

test("a check stays failed as long as one of its violations is new, unless that one refutes an assumption only", () => {
  const violation = report.results.flatMap(({ violations }) => violations)[0];
  const row = report.results.find(({ outcome }) => outcome === "failed");
  if (violation === undefined || row === undefined) throw new Error("The faulty server shows no violation.");
  const two = (evidence: "documented" | "assumed"): ContractReport => ({
    ...report,
    results: [{ ...row, violations: [violation, { ...violation, evidence, fingerprint: "111111111111" }] }],
  });
  const known = [{ fingerprint: violation.fingerprint, check: row.check, endpoint: row.endpoint, note: "" }];
  expect(applyBaseline(two("documented"), known).results[0]?.outcome).toBe("failed");
  expect(applyBaseline(two("assumed"), known)).toMatchObject({
    exitCode: 0,
    results: [{ outcome: "refuted" }],
  });
  expect(applyBaseline({ ...two("assumed"), strict: true }, known).exitCode).toBe(1);
});

test("the report names baseline entries that went away, except those that the run did not look for", () => {
  const entries = entriesOf(report, (check) => check === "window-end" || check === "window-both");
  expect(applyBaseline(clean, entries).baselineGone).toEqual(entries);
  const unjudged = clean.results.filter(({ check }) => check !== "window-both");
  expect(applyBaseline({ ...clean, results: unjudged }, entries).baselineGone).toEqual(
    entries.filter(({ check }) => check === "window-end"),
  );
});

test("an entry for a check that no longer exists is named for removal", () => {
  const entry = { fingerprint: "000000000000", check: "once-upon-a-time", endpoint: "executions", note: "" };
  expect(applyBaseline(clean, [entry]).baselineGone).toEqual([entry]);
});

test("if all violations are known, checks that were not exercised decide the exit code", () => {
  const compared = applyBaseline({ ...report, requireExercised: true }, entriesOf(report));
  expect(compared.exitCode).toBe(3);
});

test("a baseline does not let a run pass that could judge nothing", () => {
  expect(applyBaseline({ ...report, exitCode: 2 }, entriesOf(report)).exitCode).toBe(2);
});

test("a baseline written from a run makes that run pass, and names each violation once", async () => {
  const path = join(folder, "written.json");
  await writeBaseline(path, report);
  const baseline = await readBaseline(path);
  expect(applyBaseline(report, baseline).exitCode).toBe(0);
  expect(new Set(baseline.map(({ fingerprint }) => fingerprint)).size).toBe(baseline.length);
  const passed = report.results.filter(({ outcome }) => outcome === "passed");
  const rows = passed.map(({ check, endpoint }) => `${check} on ${endpoint}`);
  expect(baseline.filter(({ check, endpoint }) => rows.includes(`${check} on ${endpoint}`))).toEqual([]);
});

test("a rewritten baseline keeps notes and entries that were not looked for, and drops entries that went away", async () => {
  const path = join(folder, "again.json");
  const [known] = entriesOf(report, (check) => check === "window-end");
  const gone = { fingerprint: "000000000000", check: "status", endpoint: "executions", note: "" };
  const elsewhere = {
    fingerprint: "111111111111",
    check: "example-no-events",
    endpoint: "executions",
    note: "",
  };
  writeFileSync(path, JSON.stringify({ version: 2, violations: [known, gone, elsewhere] }));
  await writeBaseline(path, report);
  const { violations: written }: { violations: unknown[] } = JSON.parse(readFileSync(path, "utf8"));
  expect(written.slice(0, 2)).toEqual([known, elsewhere]);
  expect(written).not.toContainEqual(gone);
});

const fileOf01 = fileURLToPath(new URL("testing/baseline-0.1.json", import.meta.url));

test("a baseline of 0.1 is rejected with how to renew it", async () => {
  await expect(readBaseline(fileOf01)).rejects.toThrow(
    /was written by version 0\.1, .*Renew it with --write-baseline .*baseline-0\.1\.json/,
  );
});

test("a baseline of 0.1 that is written again makes the run pass, and keeps each note that is not ambiguous", async () => {
  const path = join(folder, "renewed.json");
  copyFileSync(fileOf01, path);
  await writeBaseline(path, report);
  const renewed = await readBaseline(path);
  expect(applyBaseline(report, renewed).exitCode).toBe(0);
  const noteOf = (check: string, endpoint: string) =>
    renewed.find((entry) => entry.check === check && entry.endpoint === endpoint)?.note;
  expect(noteOf("window-end", "activations")).toBe("ticket 12");
  expect(noteOf("window-both", "cancellations")).toBe("ticket 13");
  expect(noteOf("window-end-alone", "activations")).toBe("");
});

test.for([
  ["is missing", undefined, /cannot be read\. Make one with --write-baseline/],
  ["is no JSON", "[", /is not JSON/],
  ["is another document", "{}", /does not have version 2\. Make one with --write-baseline/],
  ["is of a later version", '{"version":3,"violations":[]}', /does not have version 2/],
  ["has no list", '{"version":2}', /has no list of violations/],
  [
    "holds something else",
    '{"version":2,"violations":[{"fingerprint":"1","check":"a","endpoint":"b"},{"check":5}]}',
    /Entry 2 .*needs fingerprint/,
  ],
] as const)("a baseline that %s is rejected with what to do", async ([, content, message]) => {
  const path = join(folder, "bad.json");
  rmSync(path, { force: true });
  if (content !== undefined) writeFileSync(path, content);
  await expect(readBaseline(path)).rejects.toThrow(message);
});

test("a baseline may begin with a byte order mark", async () => {
  const path = join(folder, "marked.json");
  writeFileSync(path, '\uFEFF{"version":2,"violations":[]}');
  expect(await readBaseline(path)).toEqual([]);
});

test("a baseline that cannot be written is rejected before a run; a writable one is left unchanged", async () => {
  const nowhere = join(folder, "missing", "b.json");
  await expect(prepareBaseline(nowhere)).rejects.toThrow(
    `The baseline ${nowhere} cannot be written (ENOENT). Give --write-baseline a file in an existing folder.`,
  );
  const other = join(folder, "other.json");
  writeFileSync(other, "{}");
  await expect(prepareBaseline(other)).rejects.toThrow("does not have version 2");
  await expect(prepareBaseline(folder)).rejects.toThrow("cannot be read");
  const fresh = join(folder, "fresh.json");
  await prepareBaseline(fresh);
  expect(existsSync(fresh)).toBe(false);
});
