import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

// In a process of its own, which shows as well that Postgres leaves a process its exit code.
const program = `
import pg from "pg";
import { startPostgres } from ${JSON.stringify(new URL("postgres.ts", import.meta.url).href)};

const server = await startPostgres();
const query = async (sql, connectionString) => {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } catch (error) {
    return error.code;
  } finally {
    await client.end().catch(() => {});
  }
};
const url = await server.database();
await query("CREATE TABLE notes AS SELECT 'kept' AS note", url);
await server.halt();
const halted = await query("SELECT 1", url);
await server.resume();
const notes = await query("SELECT note FROM notes", url);
const other = await query("SELECT to_regclass('notes') AS found", await server.database());
await server.close();
console.log(JSON.stringify({ halted, notes, other }));
process.exitCode = 3;
`;

test("Postgres keeps its data and its port when it is started again, and every database is empty", async () => {
  const root = new URL("../..", import.meta.url);
  const args = ["--input-type=module", "-e", program];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(JSON.parse(said)).toEqual({
    halted: "ECONNREFUSED",
    notes: [{ note: "kept" }],
    other: [{ found: null }],
  });
  expect(code).toBe(3);
});
