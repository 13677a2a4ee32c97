import { expect, test } from "vitest";
import { runChecks, throwFaults } from "./checks.ts";

test("each check is a row, and an error of one does not stop the next", async () => {
  const rows: string[] = [];
  const checks = [
    { name: "twice", run: (n: number) => `${2 * n}` },
    { name: "refused", run: () => String(throwFaults(["line 3 is wrong", "and line 4"])) },
    { name: "absent", run: async () => ({ skipped: "there is none here" }) },
    { name: "thrice", run: async (n: number) => `${3 * n}` },
  ];
  expect(await runChecks(checks, 7, (row) => rows.push(row))).toEqual({ passed: 2, failed: 1, skipped: 1 });
  expect(rows).toEqual([
    "✓ twice    14",
    "✗ refused  failed\n    line 3 is wrong\n    and line 4",
    "- absent   skipped: there is none here",
    "✓ thrice   21",
  ]);
});

test("the run passes if no check failed", () => {
  expect(() => throwFaults([])).not.toThrow();
});
