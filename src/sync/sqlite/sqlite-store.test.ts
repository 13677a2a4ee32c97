import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { manualPlatform } from "../../transport/testing/manual-platform.ts";
import type { EventStore } from "../event-store.ts";
import { requireNode } from "../require-node.ts";
import { describeStore } from "../testing/store-behaviour.ts";
import { sqliteStore, sqliteStoreOn } from "./sqlite-store.ts";

const stream = { kind: "activations", notificationId: 156, from: 0, baseUrl: undefined } as const;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "np6-sync-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function opened(path: string, role: "worker" | "visitor" = "worker"): Promise<EventStore> {
  const store = sqliteStore(path);
  await store.open({ role });
  onTestFinished(() => store.close());
  return store;
}

/** What opening a file rejects with. */
async function refusal(path: string, role: "worker" | "visitor" = "worker"): Promise<unknown> {
  return opened(path, role).then(
    () => "It was opened.",
    (error: unknown) => error,
  );
}

describeStore("sqliteStore", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "np6-sync-")), "events.db");
  const store = sqliteStore(path);
  await store.open({ role: "worker" });
  const db = new DatabaseSync(path, { readOnly: true });
  return {
    store,
    query: async (sql) => db.prepare(sql).all(),
    async close() {
      db.close();
      await store.close();
      await rm(join(path, ".."), { recursive: true, force: true });
    },
  };
});

describe("a SQLite file", () => {
  it("has the same content after it is opened again", async () => {
    const path = join(await folder(), "events.db");
    const store = await opened(path);
    await store.add([stream]);
    const before = await store.streams();
    await store.close();
    expect(await (await opened(path)).streams()).toEqual(before);
  });

  it("rejects a second sync until the first is closed, but lets it read", async () => {
    const path = join(await folder(), "events.db");
    const first = await opened(path);
    await first.add([stream]);
    expect(await refusal(path)).toMatchObject({ name: "Np6SyncError", kind: "locked" });
    const visitor = await opened(path, "visitor");
    expect(await visitor.streams()).toHaveLength(1);
    await visitor.remove([stream]);
    expect(await first.stream(stream)).toMatchObject({ state: "removed" });
    await first.close();
    await opened(path);
  });

  it("is taken over at once from a process that was killed", async () => {
    const path = join(await folder(), "events.db");
    const module = JSON.stringify(fileURLToPath(new URL("sqlite-store.ts", import.meta.url)));
    const script = `const { sqliteStore } = await import(${module});
      const store = sqliteStore(${JSON.stringify(path)});
      await store.open({ role: "worker" });
      console.log("open");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    expect(await refusal(path)).toMatchObject({ kind: "locked" });
    child.kill("SIGKILL");
    await once(child, "exit");
    await opened(path);
  });

  it("is rejected and left as it is if another program made it", async () => {
    const path = join(await folder(), "events.db");
    await writeFile(path, `${"no database, but a text of more than one line\n".repeat(40)}`);
    const before = await readFile(path);
    for (const role of ["worker", "visitor"] as const) {
      const error = await refusal(path, role);
      expect(error).toMatchObject({ name: "Np6SyncError", kind: "not-a-database" });
      expect(String(error)).toContain(`${path}: it is not a SQLite database`);
    }
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(join(path, ".."))).toEqual(["events.db"]);
  });

  it.each([
    [
      "another program's",
      "CREATE TABLE notes (text)",
      "not-a-database",
      "another program made this database",
    ],
    [
      "one without tables, but with a version",
      "PRAGMA user_version = 7",
      "not-a-database",
      "another program",
    ],
    [
      "a newer version's",
      "CREATE TABLE np6_streams (x); PRAGMA user_version = 99",
      "newer-schema",
      "schema 99; this one knows 1",
    ],
  ])("is rejected and left as it is if it is %s", async (_whose, sql, kind, words) => {
    const path = join(await folder(), "events.db");
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
    const before = await readFile(path);
    for (const role of ["worker", "visitor"] as const) {
      const error = await refusal(path, role);
      expect(error).toMatchObject({ kind });
      expect(String(error)).toContain(words);
    }
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(join(path, ".."))).toEqual(["events.db"]);
  });

  it("is not created by a reader", async () => {
    const path = join(await folder(), "events.db");
    expect(await refusal(path, "visitor")).toMatchObject({ kind: "no-database" });
    expect(existsSync(path)).toBe(false);
    expect(await refusal(join(path, "deeper.db"))).toMatchObject({ kind: "not-a-database" });
  });

  it("gets new views from a version whose contract has other columns", async () => {
    const path = join(await folder(), "events.db");
    await (await opened(path)).close();
    const db = new DatabaseSync(path);
    db.exec("DROP VIEW np6_activations; CREATE VIEW np6_activations AS SELECT 1 AS one");
    db.close();
    await (await opened(path)).close();
    const after = new DatabaseSync(path, { readOnly: true });
    onTestFinished(() => after.close());
    expect(after.prepare("SELECT * FROM np6_activations").columns().length).toBeGreaterThan(10);
  });

  it("is waited for while another program has it locked, with one notice", async () => {
    const path = join(await folder(), "events.db");
    const clock = manualPlatform();
    const store = sqliteStoreOn(path, clock);
    const notices: string[] = [];
    await store.open({ role: "worker", onNotice: (text) => notices.push(text) });
    onTestFinished(() => store.close());
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    const adding = store.add([stream]);
    await clock.armed(500);
    expect(notices).toHaveLength(1);
    await clock.fire(500);
    await clock.armed(500);
    other.exec("COMMIT");
    await clock.fire(500);
    await adding;
    expect(notices).toEqual([`${path} is locked by another program; waiting for it`]);
    expect(await store.streams()).toHaveLength(1);
  });

  it("rejects work before it is opened and after it is closed", async () => {
    const path = join(await folder(), "events.db");
    const store = sqliteStore(path);
    await expect(store.streams()).rejects.toThrow("The store is not open.");
    await store.open({ role: "worker" });
    await store.close();
    await expect(store.add([stream])).rejects.toThrow("The store is not open.");
  });

  it("reports an error of SQLite in a read as its own, with what it means for the events", async () => {
    const path = join(await folder(), "events.db");
    const store = await opened(path);
    const other = new DatabaseSync(path);
    other.exec("DROP TABLE np6_streams");
    other.close();
    const error = await store.streams().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "Np6SyncError", kind: "io" });
    expect(String(error)).toMatch(/no such table.*What was stored before is intact/);
  });

  it("is not waited for any longer once the sync is ended", async () => {
    const path = join(await folder(), "events.db");
    const clock = manualPlatform();
    const end = new AbortController();
    const store = sqliteStoreOn(path, clock);
    await store.open({ role: "worker", signal: end.signal });
    onTestFinished(() => store.close());
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    const adding = store.add([stream]);
    await clock.armed(500);
    end.abort(new Error("ended"));
    await clock.fire(500);
    await expect(adding).rejects.toThrow("ended");
  });
});

it.each(["20.20.2", "22.12.0"])("Node %s is rejected with what to do", (version) => {
  expect(() => requireNode("SQLite", version)).toThrow(
    `SQLite needs Node 22.13 or later, and this is Node ${version}.`,
  );
});

it.each(["22.13.0", "23.0.0", "24.21.0"])("Node %s is accepted", (version) => {
  expect(() => requireNode("SQLite", version)).not.toThrow();
});
