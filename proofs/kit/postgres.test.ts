import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "./postgres.ts";

test("Postgres keeps its data and its port when it is started again, and every database is empty", async () => {
  await using server = await startPostgres();
  const url = await server.database();
  const query = async (sql: string, connectionString = url) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await query("CREATE TABLE notes AS SELECT 'kept' AS note");
  await server.halt();
  await expect(query("SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await server.resume();
  expect(await query("SELECT note FROM notes")).toEqual([{ note: "kept" }]);
  expect(await query("SELECT to_regclass('notes') AS found", await server.database())).toEqual([
    { found: null },
  ]);
});

test("a process that used Postgres ends with its own exit code", async () => {
  const module = JSON.stringify(new URL("postgres.ts", import.meta.url).href);
  const script = `const { startPostgres } = await import(${module});
    await (await startPostgres()).close();
    process.exitCode = 3;`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  expect(await once(child, "exit")).toEqual([3, null]);
});
