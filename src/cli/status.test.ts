import { readdir } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { sqliteStore } from "../sync/index.ts";
import { testFolder } from "./testing/folder.ts";
import { runHere } from "./testing/run-here.ts";
import { setUpSync, streamsOfOne, syncFrom, syncOnce } from "./testing/sync-set-up.ts";

describe("status", () => {
  it("shows a row a stream, the worst first, and a summary", async () => {
    const { sync, database, env } = await setUpSync({ events: 3 });
    await runHere([...sync, "--notification", "1,156", "--from", syncFrom, "--once"], env);
    const { code, stdout, stderr } = await runHere(["status", "--database", database], {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^kind +notification +newest +polled +next poll +events +late +changed +error$/);
    for (const line of lines.slice(1, 1 + streamsOfOne))
      expect(line).toMatch(/ +1 +- +\d+s ago +in .* 0 +0 +0 +GET .*404/);
    for (const line of lines.slice(1 + streamsOfOne, 1 + 2 * streamsOfOne))
      expect(line).toMatch(/ +156 +\d{4}-\S+Z +\d+s ago +in .* 3 +0 +0$/);
    expect(lines.at(-2)).toMatch(
      /^\d+ streams, 0 due, \d+ events, 0 late, 0 changed, \d+ with errors, largest lag 8d$/,
    );
  });

  it("gives JSON with the documented keys", async () => {
    const { sync, database, env } = await setUpSync({ events: 3 });
    await runHere([...sync, "--notification", "156", "--from", syncFrom, "--once"], env);
    const { stdout } = await runHere(["status", "--database", database, "--json"], {});
    const rows = JSON.parse(stdout);
    expect(rows).toHaveLength(streamsOfOne);
    expect(Object.keys(rows[0])).toEqual([
      "kind",
      "notificationId",
      "newestAt",
      "lastPolledAt",
      "nextPollAt",
      "events",
      "late",
      "changed",
      "error",
    ]);
    expect(rows[0]).toMatchObject({ notificationId: 156, events: 3, late: 0, changed: 0, error: null });
    expect(new Date(rows[0].nextPollAt).toISOString()).toBe(rows[0].nextPollAt);
  });

  it("lists streams that failed before those that are further behind", async () => {
    const { sync, database, env } = await setUpSync({ events: 1 });
    await runHere([...sync, "--notification", "156", "--from", syncFrom, "--once"], env);
    const db = new DatabaseSync(database);
    db.exec(
      "UPDATE np6_streams SET error = 'it failed', cursor_at = '2100-01-01T00:00:00.000Z' WHERE kind = 'executions'",
    );
    db.close();
    const { stdout } = await runHere(["status", "--database", database, "--json"], {});
    expect(JSON.parse(stdout)[0]).toMatchObject({ kind: "executions", error: "it failed" });
  });

  it("ends with 2 if the database does not exist, and creates none", async () => {
    const at = await testFolder();
    const { code, stderr } = await runHere(["status", "--database", at("events.db")], {});
    expect([code, stderr]).toEqual([2, `${at("events.db")}: there is no such file.\n`]);
    expect(await readdir(at())).toEqual([]);
  });

  it("is only a summary if the database has no active streams", async () => {
    const { sync, database, env } = await setUpSync({ events: 1 });
    await runHere([...sync, ...syncOnce], env);
    await runHere(["sync", "--database", database, "--remove", "156-157"], {});
    const { stdout } = await runHere(["status", "--database", database], {});
    expect(stdout).toContain("\n0 streams, 0 due, 0 events, 0 late, 0 changed, 0 with errors, ");
    const store = sqliteStore(database);
    await store.open({ role: "visitor" });
    expect((await store.streams()).map(({ events }) => events)).toEqual(Array(2 * streamsOfOne).fill(1));
    await store.close();
  });
});
