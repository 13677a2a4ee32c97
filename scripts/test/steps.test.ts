import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runSteps } from "./steps.ts";

const folder = mkdtempSync(join(tmpdir(), "np6-steps-"));
afterAll(() => rmSync(folder, { recursive: true }));

function step(name: string, program: string): { name: string; command: [string] } {
  writeFileSync(join(folder, `${name}.mjs`), program);
  return { name, command: [`${name}.mjs`] };
}

test("each step is one line, with its output where it failed", async () => {
  const lines: string[] = [];
  const steps = [
    step("good", 'console.log("all is well");'),
    step("bad", 'console.log("line 3 is wrong"); console.error("and line 4"); process.exit(1);'),
    step("killed", 'process.kill(process.pid, "SIGKILL");'),
    step("last", ""),
  ];
  const tally = await runSteps(steps, folder, (line) => lines.push(line));
  expect(tally).toEqual({ passed: 2, failed: 2, skipped: 0 });
  const said = lines.sort().map((line) => line.replace(/\d+\.\d s/, "n s"));
  expect(said[0]).toBe("✓ good (n s)");
  expect(said[1]).toBe("✓ last (n s)");
  expect(said[2]).toBe("✗ bad (n s)\nline 3 is wrong\nand line 4");
  expect(said[3]).toContain("✗ killed (n s)\n");
});
