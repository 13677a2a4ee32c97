/**
 * A SQLite file belongs to one sync at a time. The lock is a lock of SQLite on an empty database `<path>-lock` beside
 * it. The operating system drops it when its process ends, however that dies. The lock file stays, because a process
 * that deletes it may delete the lock of a successor.
 */
import { existsSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { fileTarget } from "../../shared/file-target.ts";
import { requireNode } from "../require-node.ts";
import { Np6SyncError } from "../sync-error.ts";
import { findSchema, migrateSqlite, sqliteSchemaVersion } from "./schema.ts";

/** An open database. */
export interface SqliteFile {
  readonly db: DatabaseSync;
  /** Closes it and releases its lock. */
  close(): void;
}

/** The result codes of SQLite about the file or other users of it. */
const resultCodes = { busy: 5, cannotOpen: 14, notADatabase: 26 };

/** Whether a call failed because another program holds a lock on the database. */
export function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === resultCodes.busy;
}

/**
 * Opens a database for a sync: creates it if there is none, migrates an older one, and locks it.
 *
 * @throws Np6SyncError if it cannot be used. It is then unchanged.
 */
export async function openForSync(path: string): Promise<SqliteFile> {
  const { DatabaseSync } = await loadSqlite();
  // Checked before a lock is put beside a file that may not be ours.
  if (existsSync(path)) rejectForeign(path, DatabaseSync);
  // Beside the file itself, because a link to it is another name.
  const target = await fileTarget(path).catch(() => path);
  const lock = takeLock(path, `${target}-lock`, DatabaseSync);
  try {
    const db = attempt(path, () => new DatabaseSync(path));
    try {
      attempt(path, () => {
        db.exec(pragmas);
        const found = findSchema(db);
        migrateSqlite(db, typeof found === "number" ? found : 0);
      });
    } catch (error) {
      db.close();
      throw error;
    }
    return {
      db,
      close() {
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * Opens a database beside a sync that may be running.
 *
 * @throws Np6SyncError if there is none, or it cannot be used.
 */
export async function openBesideSync(path: string): Promise<SqliteFile> {
  const { DatabaseSync } = await loadSqlite();
  if (!existsSync(path)) throw new Np6SyncError("no-database", `${path}: there is no such file.`);
  const found = rejectForeign(path, DatabaseSync);
  if (found === "empty") throw new Np6SyncError("no-database", `${path}: nothing was synced into it yet.`);
  if (found < sqliteSchemaVersion) {
    throw new Np6SyncError(
      "older-schema",
      `${path}: an older version of this package made it. Start a sync on it once to migrate it.`,
    );
  }
  const db = attempt(path, () => new DatabaseSync(path));
  db.exec("PRAGMA busy_timeout = 5000");
  return { db, close: () => db.close() };
}

async function loadSqlite(): Promise<typeof import("node:sqlite")> {
  requireNode("SQLite");
  return import("node:sqlite");
}

/**
 * Keys are random, so a transaction of thousands of events changes most pages of a stream's part of the index. Pages of
 * 16 KB instead of 4, and a log that is moved into the file at 32 MB instead of 4, halve the time. The page size is for
 * new files only.
 *
 * NORMAL: after a power cut the latest complete transactions may be missing, and their events are then read again.
 */
const pragmas = `PRAGMA busy_timeout = 5000;
  PRAGMA page_size = 16384;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 2048;
  PRAGMA busy_timeout = 250;`;

/** Inspects an existing database, waiting for other users of it, and closes it. */
function rejectForeign(path: string, open: typeof DatabaseSync): number | "empty" {
  if (statSync(path).isDirectory()) throw unusable(path, "it is a folder. Name a file in it.");
  const db = attempt(path, () => new open(path, { readOnly: true }));
  const found = attempt(
    path,
    () => {
      db.exec("PRAGMA busy_timeout = 5000");
      return findSchema(db);
    },
    db,
  );
  if (found === "foreign") throw unusable(path, "another program made this database. Name another file.");
  if (found !== "empty" && found > sqliteSchemaVersion) {
    throw new Np6SyncError(
      "newer-schema",
      `${path}: a newer version of this package made it (schema ${found}; this one knows ${sqliteSchemaVersion}). Update np6-notification-events.`,
    );
  }
  return found;
}

function takeLock(path: string, lockPath: string, open: typeof DatabaseSync): DatabaseSync {
  const lock = attempt(lockPath, () => new open(lockPath));
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw explain(lockPath, error);
    throw new Np6SyncError(
      "locked",
      `${path}: another sync is running on it. Stop that one, or name another database.`,
    );
  }
}

function unusable(path: string, what: string): Np6SyncError {
  return new Np6SyncError("not-a-database", `${path}: ${what}`);
}

/** Runs some work, with errors that name the file, and closes the given database if it fails. */
function attempt<T>(path: string, work: () => T, used?: DatabaseSync): T {
  try {
    return work();
  } catch (error) {
    throw explain(path, error);
  } finally {
    used?.close();
  }
}

/** An error of SQLite in our words; any other as it is. */
export function explain(path: string, error: unknown): unknown {
  const { code, errcode = 0, message } = error as Error & { code?: string; errcode?: number };
  if (code !== "ERR_SQLITE_ERROR") return error;
  switch (errcode % 256) {
    case resultCodes.notADatabase:
      return unusable(path, "it is not a SQLite database. Name another file.");
    case resultCodes.cannotOpen:
      return unusable(
        path,
        "it cannot be opened. Check that its folder exists and that you may write there.",
      );
    default:
      return new Np6SyncError(
        "io",
        `${path}: ${message}. What was stored before is intact; once this is fixed, start again.`,
        { cause: error },
      );
  }
}
