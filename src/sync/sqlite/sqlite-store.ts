import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { Np6ConfigError } from "../../errors.ts";
import { floorToSecond } from "../../follow/rounds.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { type Platform, systemPlatform } from "../../transport/platform.ts";
import { contentDigest, isSameEvent } from "../event-row.ts";
import type {
  EventRow,
  EventStore,
  StoredStream,
  StoreOpening,
  StreamChange,
  StreamKey,
  WriteReceipt,
} from "../event-store.ts";
import { explain, isBusy, openBesideSync, openForSync, type SqliteFile } from "./open-file.ts";

/**
 * Keeps events in a SQLite file, for one sync at a time. `<path>-wal`, `<path>-shm` and `<path>-lock` are beside it.
 * Use a local disk: SQLite's locks do not work on every network file system.
 *
 * @param path Path of the file. The file is created if it does not exist, but its folder is not.
 * @throws Np6ConfigError for the names of SQLite that stand for no file, and for its `file:` addresses.
 * @throws Np6SyncError when it is opened: on Node before 22.13, and if the file is in use, is not a SQLite database, or
 *   was made by another program or a newer version.
 */
export function sqliteStore(path: string): EventStore {
  return sqliteStoreOn(path, systemPlatform);
}

/** The file of a store that is open, and how it was opened. */
interface OpenStore {
  readonly file: SqliteFile;
  readonly statements: SqliteStatements;
  readonly opening: StoreOpening;
}

/** {@link sqliteStore} on another platform; internal. */
export function sqliteStoreOn(path: string, { now, after }: Pick<Platform, "now" | "after">): EventStore {
  if (path === "" || path === ":memory:" || path.startsWith("file:")) {
    throw new Np6ConfigError(
      `"${path}" is not the path of a file. Write ./ before it if it is a file's name.`,
    );
  }
  let open: OpenStore | undefined;
  const opened = (): OpenStore => {
    if (open === undefined) throw new Error("The store is not open.");
    return open;
  };

  /** Readers of a database with a write-ahead log never wait. */
  function read<T>(query: (statements: SqliteStatements) => T): T {
    try {
      return query(opened().statements);
    } catch (error) {
      throw explain(path, error);
    }
  }

  /**
   * Works in a transaction. While another program has the database locked, it waits and reports it once. A sync that is
   * to end may still write what it has read, so the signal ends nothing but waiting.
   */
  async function transaction<T>(work: (statements: SqliteStatements) => T): Promise<T> {
    for (let told = false; ; told = true) {
      const { file, statements, opening } = opened();
      const { db } = file;
      try {
        db.exec("BEGIN IMMEDIATE");
        const result = work(statements);
        db.exec("COMMIT");
        return result;
      } catch (error) {
        rollBack(db);
        if (!isBusy(error)) throw explain(path, error);
        opening.signal?.throwIfAborted();
        if (!told) opening.onNotice?.(`${path} is locked by another program; waiting for it`);
        await new Promise<void>((resolve) => after(500, resolve));
      }
    }
  }

  return {
    name: path,
    // A transaction writes each page of the index once, however many of its events are on it.
    batchEvents: 5_000,
    async open(opening) {
      const file = opening.role === "worker" ? await openForSync(path) : await openBesideSync(path);
      try {
        open = { file, statements: prepareStatements(file.db), opening };
      } catch (error) {
        // A table of ours is missing. The lock must not stay.
        file.close();
        throw explain(path, error);
      }
    },
    streams: async () => read(({ streams }) => streams.all().map(toStream)),
    stream: async ({ kind, notificationId }) =>
      read(({ stream }) => {
        const row = stream.get(kind, notificationId);
        return row && toStream(row);
      }),
    add: (added) =>
      transaction(({ add }) => {
        const due = toText(now());
        for (const { kind, notificationId, from, baseUrl } of added) {
          const settled = toText(floorToSecond(from));
          add.run(kind, notificationId, baseUrl ?? null, toText(from), settled, settled, due);
        }
      }),
    remove: (removed) =>
      transaction(({ remove }) => {
        for (const { kind, notificationId } of removed) remove.run(kind, notificationId);
      }),
    write: (key, version, change) => transaction((all) => writeChange(all, key, version, change)),
    async close() {
      open?.file.close();
      open = undefined;
    },
  };
}

/**
 * Ends a transaction, if there is one. SQLite ends it by itself after some errors, and Node 22.13 does not report that.
 */
function rollBack(db: DatabaseSync): void {
  try {
    db.exec("ROLLBACK");
  } catch {}
}

/** The statements that a store needs, prepared once. Node 22.13 cannot bind numbered parameters, such as `?1`. */
type SqliteStatements = Readonly<Record<keyof typeof sql, StatementSync>>;

const ofStream = "kind = ? AND notification_id = ?";
const sql = {
  streams: "SELECT * FROM np6_streams",
  stream: `SELECT * FROM np6_streams WHERE ${ofStream}`,
  add: `INSERT INTO np6_streams (kind, notification_id, state, version, base_url, from_at, cursor_at, settled_at,
      next_poll_at, interval_ms, events, late, changed)
    VALUES (?, ?, 'active', 1, ?, ?, ?, ?, ?, 0, 0, 0, 0)
    ON CONFLICT DO UPDATE SET state = 'active', version = version + 1, next_poll_at = excluded.next_poll_at,
      error = NULL WHERE state = 'removed'`,
  remove: `UPDATE np6_streams SET state = 'removed', version = version + 1 WHERE ${ofStream} AND state = 'active'`,
  insert: `INSERT INTO np6_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  stored: `SELECT event FROM np6_events WHERE ${ofStream} AND event_key = ?`,
  change: "INSERT INTO np6_changes VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  update: `UPDATE np6_streams SET version = version + 1, cursor_at = ?, settled_at = ?, newest_at = ?,
      last_polled_at = ?, next_poll_at = ?, interval_ms = ?, error = ?,
      events = events + ?, late = late + ?, changed = changed + ?
    WHERE ${ofStream}`,
};

function prepareStatements(db: DatabaseSync): SqliteStatements {
  const entries = Object.entries(sql).map(([name, text]) => [name, db.prepare(text)]);
  return Object.fromEntries(entries) as SqliteStatements;
}

/** Changes a stream, within a transaction. */
function writeChange(
  { stream, insert, stored, change, update }: SqliteStatements,
  { kind, notificationId }: StreamKey,
  version: number,
  { events = [], storedAt = 0, progress, poll }: StreamChange,
): WriteReceipt | undefined {
  const row = stream.get(kind, notificationId);
  const before = row && toStream(row);
  if (before?.state !== "active" || before.version !== version) return undefined;
  const receipt = { version: version + 1, stored: 0, late: 0, changed: 0 };
  let { newestAt = Number.NEGATIVE_INFINITY } = before;
  const storedText = toText(storedAt);
  for (const event of events) {
    if (insert.run(kind, notificationId, ...toColumns(event), storedText).changes === 1) {
      const { publishedAt } = event;
      receipt.stored++;
      if (publishedAt === undefined) continue;
      if (publishedAt < before.progress.cursor) receipt.late++;
      newestAt = Math.max(newestAt, publishedAt);
    } else {
      const { key, text } = event;
      const known = String(stored.get(kind, notificationId, key)?.["event"]);
      if (isSameEvent(known, text)) continue;
      receipt.changed += Number(change.run(kind, notificationId, key, contentDigest(text)).changes);
    }
  }
  const { cursor, settled } = progress ?? before.progress;
  const { lastPolledAt, nextPollAt, intervalMs, error } = poll ?? before;
  update.run(
    ...[toText(cursor), toText(settled), Number.isFinite(newestAt) ? toText(newestAt) : null],
    ...[
      lastPolledAt === undefined ? null : toText(lastPolledAt),
      toText(nextPollAt),
      intervalMs,
      error ?? null,
    ],
    ...[receipt.stored, receipt.late, receipt.changed, kind, notificationId],
  );
  return receipt;
}

function toColumns({ key, id, type, publishedAt, stampId, contactId, text }: EventRow): SQLInputValue[] {
  const published = publishedAt === undefined ? null : toText(publishedAt);
  return [key, id ?? null, type ?? null, published, stampId ?? null, contactId ?? null, text];
}

function toStream(row: Record<string, SQLOutputValue>): StoredStream {
  const time = (name: string): number | undefined =>
    row[name] === null ? undefined : Date.parse(String(row[name]));
  const certain = (name: string): number => time(name) ?? 0;
  const number = (name: string): number => Number(row[name]);
  return {
    kind: row["kind"] as EventKind,
    notificationId: number("notification_id"),
    state: row["state"] === "active" ? "active" : "removed",
    version: number("version"),
    baseUrl: row["base_url"] === null ? undefined : String(row["base_url"]),
    from: certain("from_at"),
    progress: { cursor: certain("cursor_at"), settled: certain("settled_at") },
    newestAt: time("newest_at"),
    lastPolledAt: time("last_polled_at"),
    nextPollAt: certain("next_poll_at"),
    intervalMs: number("interval_ms"),
    events: number("events"),
    late: number("late"),
    changed: number("changed"),
    error: row["error"] === null ? undefined : String(row["error"]),
  };
}

/** ISO 8601 in UTC with milliseconds. */
function toText(time: number): string {
  return new Date(time).toISOString();
}
