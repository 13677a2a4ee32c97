import { readdirSync, readlinkSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { explain, openBesideSync, openForSync } from "./open-file.ts";
import { sqliteSchemaVersion } from "./schema.ts";
import { sqliteStore } from "./sqlite-store.ts";

/** The path of a database in a folder of its own, made with these statements. */
async function database(sql?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "np6-sync-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "events.db");
  if (sql !== undefined) {
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
  }
  return path;
}

const filesBeside = async (path: string) => (await readdir(join(path, ".."))).sort();
const reason = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

/** How many descriptors of this process lead to the database and the files beside it. */
function openDescriptors(path: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path);
    } catch {
      return false;
    }
  }).length;
}

it("makes a new database with large pages and a write-ahead log, and leaves no log behind", async () => {
  const path = await database();
  const file = await openForSync(path);
  const pragma = (name: string) => file.db.prepare(`PRAGMA ${name}`).get()?.[name];
  expect([pragma("page_size"), pragma("journal_mode"), pragma("user_version")]).toEqual([
    16_384,
    "wal",
    sqliteSchemaVersion,
  ]);
  file.close();
  expect(await filesBeside(path)).toEqual(["events.db", "events.db-lock"]);
  const beside = await openBesideSync(path);
  beside.db.prepare("SELECT * FROM np6_streams").all();
  beside.close();
  expect(await filesBeside(path)).toEqual(["events.db", "events.db-lock"]);
});

it("takes an empty database for a new one, in which a reader finds nothing yet", async () => {
  const path = await database("VACUUM");
  expect(await reason(openBesideSync(path))).toMatchObject({
    kind: "no-database",
    message: `${path}: nothing was synced into it yet.`,
  });
  (await openForSync(path)).close();
  (await openBesideSync(path)).close();
});

it("rejects an older database to a reader, with what to do", async () => {
  const path = await database("CREATE TABLE np6_streams (x)");
  expect(await reason(openBesideSync(path))).toMatchObject({
    kind: "older-schema",
    message: expect.stringMatching(/Start a sync on it once to migrate it/),
  });
});

it("leaves a database as it was whose migration fails, and releases it", async () => {
  // A version 0 that has tables of version 1.
  const path = await database("CREATE TABLE np6_streams (x)");
  const error = await reason(openForSync(path));
  expect(error).toMatchObject({ name: "Np6SyncError", kind: "io" });
  expect(String(error)).toContain("already exists. What was stored before is intact");
  expect(error).toHaveProperty("cause.code", "ERR_SQLITE_ERROR");
  expect(await filesBeside(path)).toEqual(["events.db", "events.db-lock"]);
  const db = new DatabaseSync(path);
  expect(db.prepare("SELECT name FROM sqlite_schema").all()).toEqual([{ name: "np6_streams" }]);
  db.close();
  const lock = new DatabaseSync(`${path}-lock`);
  lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  lock.close();
});

it("a store that lacks a table is rejected by name, and releases its file", async () => {
  const path = await database();
  (await openForSync(path)).close();
  const db = new DatabaseSync(path);
  db.exec("DROP TABLE np6_changes");
  db.close();
  const message = expect.stringMatching(/events\.db: no such table: np6_changes/);
  for (const _ of [1, 2])
    expect(await reason(sqliteStore(path).open({ role: "worker" }))).toMatchObject({ kind: "io", message });
});

it("rejects a lock file that is another program's, and does not take it for a running sync", async () => {
  const path = await database();
  await writeFile(`${path}-lock`, "no database, but a text of more than one line\n".repeat(40));
  expect(await reason(openForSync(path))).toMatchObject({
    kind: "not-a-database",
    message: expect.stringMatching(/events\.db-lock: it is not a SQLite database/),
  });
  expect(await readFile(`${path}-lock`, "utf8")).toMatch(/^no database/);
});

it.runIf(process.platform === "linux")("has no file open after a rejection", async () => {
  const foreign = await database("CREATE TABLE notes (text)");
  for (const open of [openForSync, openBesideSync]) {
    expect(await reason(open(foreign))).toMatchObject({ kind: "not-a-database" });
    expect(openDescriptors(foreign)).toBe(0);
  }
  const path = await database();
  const file = await openForSync(path);
  expect(await reason(openForSync(path))).toMatchObject({ kind: "locked" });
  // SQLite keeps a file open as long as the process has a lock on it, because closing it would release the lock.
  file.close();
  expect(openDescriptors(path)).toBe(0);
});

it("is locked under every name of its file", async () => {
  const path = await database("VACUUM");
  await symlink(path, `${path}-link`);
  const file = await openForSync(path);
  expect(await reason(openForSync(`${path}-link`))).toMatchObject({ kind: "locked" });
  file.close();
});

it.each(["", ":memory:", "file:events.db"])("a store has no file %j", (path) => {
  expect(() => sqliteStore(path)).toThrow(/is not the path of a file/);
});

it("rejects links in a circle in its own words", async () => {
  const path = await database();
  await symlink(path, path);
  expect(await reason(openForSync(path))).toMatchObject({ kind: "not-a-database" });
});

it("rejects a folder", async () => {
  const folder = join(await database(), "..");
  for (const open of [openForSync, openBesideSync]) {
    expect(await reason(open(folder))).toMatchObject({
      kind: "not-a-database",
      message: expect.stringMatching(/it is a folder/),
    });
  }
});

it("explains errors of SQLite and no others", () => {
  const error = new RangeError("Invalid time value");
  expect(explain("events.db", error)).toBe(error);
});
