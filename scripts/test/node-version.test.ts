import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Loads the module in a process that says it is of a version. */
function loadIn(version: string): { code: number | null; said: string } {
  const program = `
    Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });
    await import(${JSON.stringify(import.meta.resolve("../node-version.mjs"))});
  `;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
  return { code: status, said: String(stderr) };
}

test.each(["18.20.8", "20.20.2", "24.17.9"])(
  "Node %s is rejected with what is missing and what to do",
  (version) => {
    const { code, said } = loadIn(version);
    expect(code).toBe(2);
    expect(said).toContain(`runs on ${version}`);
    expect(said).toContain("npm rebuild node");
    expect(said.trim().split("\n").length).toBeLessThanOrEqual(2);
  },
);

test.each(["24.18.0", "24.21.0", "26.0.0"])("Node %s is fine", (version) => {
  expect(loadIn(version)).toEqual({ code: 0, said: "" });
});
