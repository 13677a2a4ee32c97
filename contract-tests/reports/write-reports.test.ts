import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { judgeSandbox, sharedReport } from "./testing/judge-sandbox.ts";
import { appendSummary, prepareReports, writeReports } from "./write-reports.ts";

const { path: folder, remove } = temporaryFolder("reports");
afterAll(remove);
const report = await judgeSandbox({}, { checks: new Set(["status"]) });

test("every form of the report replaces the earlier one, and no half-written file stays", async () => {
  const directory = join(folder, "a", "b");
  await writeReports({ ...report, target: "earlier" }, directory);
  await writeReports(report, directory);
  expect(readdirSync(directory).sort()).toEqual(["junit.xml", "report.html", "report.json", "summary.md"]);
  expect(JSON.parse(readFileSync(join(directory, "report.json"), "utf8"))).toEqual(
    JSON.parse(JSON.stringify(report)),
  );
});

test("the page of open questions is written if they were asked; otherwise the page of an earlier run is removed", async () => {
  const page = join(folder, "open-questions.md");
  await writeReports(await sharedReport(), folder);
  expect(readFileSync(page, "utf8")).toMatch(/^# Open questions\n[\s\S]*## 15\. X-request-id/);
  await writeReports(report, folder);
  expect(existsSync(page)).toBe(false);
});

test("a report that cannot be written is named, and no half-written file stays", async () => {
  const directory = join(folder, "blocked");
  mkdirSync(join(directory, "report.json", "full"), { recursive: true });
  await expect(writeReports(report, directory)).rejects.toThrow(
    /blocked.report\.json cannot be written \(E\w+\), so the result of the run is lost\.$/,
  );
  expect(readdirSync(directory)).toEqual(["report.json"]);
});

test("a directory that cannot be made is rejected before a run, with what to do", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(prepareReports(join(file, "reports"))).rejects.toThrow(/\(ENOTDIR\)\. Set NP6_REPORT_DIR/);
});

test("the summary of a CI job is appended to, because other steps write there, too", async () => {
  const summary = join(folder, "summary");
  writeFileSync(summary, "before\n");
  await writeReports(report, folder);
  expect(await appendSummary(report, summary)).toBeUndefined();
  expect(readFileSync(summary, "utf8")).toBe(`before\n${readFileSync(join(folder, "summary.md"), "utf8")}`);
});

test("a summary of a CI job that cannot be written is reported, and is not an error", async () => {
  const nowhere = join(folder, "no", "such", "folder", "summary");
  expect(await appendSummary(report, nowhere)).toBe(
    `GITHUB_STEP_SUMMARY: ${nowhere} cannot be written to (ENOENT). The reports are complete without it.`,
  );
});
