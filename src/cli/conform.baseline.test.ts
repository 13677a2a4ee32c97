import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { faults } from "../../proofs/suite-faults/catalogue.ts";
import { standardStages } from "../sandbox/stages.ts";
import { startSandboxWith } from "../sandbox/start-sandbox.ts";
import { eventKinds } from "../shared/event-kinds.ts";
import { runHere } from "./testing/run-here.ts";

const { path: folder, remove } = temporaryFolder("baseline");
const file = join(folder, "baseline.json");
afterAll(remove);

/** What the suite says of a server with these faults, and its exit code. */
async function judge(
  ids: readonly string[],
  ...args: readonly string[]
): Promise<{ code: number | null; text: string }> {
  const stages = ids.map((id) => faults.find((fault) => fault.id === id)?.stages?.() ?? {});
  const window = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 8) };
  const { url, key, close } = await startSandboxWith(
    { events: 40, ...window },
    Object.assign({}, standardStages, ...stages),
  );
  try {
    const { code, stdout, stderr } = await runHere(
      ["conform", "--checks", "window-end,sort-desc,status", ...args],
      {
        NP6_BASE_URL: url,
        NP6_API_KEY: key,
        NP6_NOTIFICATION_ID: "156",
        NP6_WINDOW: `${new Date(window.from).toISOString()}/${new Date(window.to).toISOString()}`,
        NP6_REPORT_DIR: join(folder, "reports"),
      },
    );
    return { code, text: stdout + stderr };
  } finally {
    await close();
  }
}

test("a run with a written and annotated baseline fails for new violations and names those that went away", async () => {
  const first = await judge(["end-inclusive"], "--write-baseline", file);
  expect(first.code).toBe(1);
  expect(first.text).toContain(`The baseline: ${file}. Say in each note why it is accepted`);

  const written: { violations: { check: string }[] } = JSON.parse(readFileSync(file, "utf8"));
  expect(written.violations.map(({ check }) => check)).toEqual(eventKinds.map(() => "window-end"));
  const violations = written.violations.map((entry) => ({ ...entry, note: "ticket 12" }));
  writeFileSync(file, JSON.stringify({ ...written, violations }));

  const known = await judge(["end-inclusive"], "--baseline", file);
  expect(known.code).toBe(0);
  expect(known.text).toContain("baseline  ticket 12");
  expect(known.text).toContain("No new violations: 1 check failed as the baseline says");

  const worse = await judge(["end-inclusive", "sort-desc-ignored"], "--baseline", file);
  expect(worse.code).toBe(1);
  expect(worse.text).toMatch(/^✗ .*sort/m);
  expect(worse.text).toContain("KNOWN window-end");

  const better = await judge([], "--baseline", file, "--write-baseline", file);
  expect(better.code).toBe(0);
  expect(better.text).toContain(`the baseline names ${eventKinds.length} violations that did not occur`);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 2, violations: [] });
});
