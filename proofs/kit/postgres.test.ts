import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

// What else a Postgres of the kit does, src/sync/postgres/ shows.
test("Postgres leaves a process its exit code", () => {
  const kit = JSON.stringify(import.meta.resolve("./postgres.ts"));
  const program = `import { loadPostgres } from ${kit}; await loadPostgres(); process.exitCode = 3;`;
  expect(spawnSync(process.execPath, ["--input-type=module", "-e", program]).status).toBe(3);
});
