import { floorToSecond } from "../../follow/rounds.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { type Platform, systemPlatform } from "../../transport/platform.ts";
import type { EventStore, StoredStream, StreamChange } from "../event-store.ts";
import { Np6SyncError } from "../sync-error.ts";
import { type Database, databaseName, openDatabase, type PostgresPool } from "./database.ts";
import { postgresWorkers } from "./postgres-workers.ts";
import { findPostgresSchema, migratePostgres, postgresSchemaVersion } from "./schema.ts";
import { flattened, isTooDeep, writeChanges } from "./write-changes.ts";

/**
 * Keeps events in a Postgres database, for any number of processes. It needs the packages `pg` and `pg-boss` 12. It
 * waits while the database cannot be reached.
 *
 * @param database Its address, `postgres://user@host:5432/database`, or a `Pool` of `pg`, which stays open when the
 *   store is closed. Without a password in the address, `PGPASSWORD` or `~/.pgpass` is used.
 * @throws Np6ConfigError if it is not such an address. Np6SyncError when it is opened: on Node before 22.13, without
 *   the packages, and if the database cannot be used.
 */
export function postgresStore(database: string | PostgresPool): EventStore {
  return postgresStoreOn(database, systemPlatform);
}

/** {@link postgresStore} on another platform; internal. */
export function postgresStoreOn(database: string | PostgresPool, platform: Platform): EventStore {
  const name = databaseName(database);
  let db: Database | undefined;
  let notice = (_text: string): void => {};
  const opened = (): Database => {
    if (db === undefined) throw new Error("The store is not open.");
    return db;
  };

  const store: EventStore = {
    name,
    async open(opening) {
      const { role, onNotice = () => {} } = opening;
      notice = onNotice;
      db = await openDatabase(database, opening, platform);
      try {
        if (role === "worker") await db.transaction((query) => migratePostgres(query, name, onNotice));
        else rejectUnready(name, await findPostgresSchema(db.query, name));
      } catch (error) {
        await db.close();
        db = undefined;
        throw error;
      }
    },
    streams: async () => (await opened().query(selectStreams)).map(toStream),
    async stream({ kind, notificationId }) {
      const rows = await opened().query(`${selectStreams} WHERE ${ofStream}`, [kind, notificationId]);
      return rows.map(toStream)[0];
    },
    async add(added) {
      await opened().query(addStreams, [
        added.map(({ kind }) => kind),
        added.map(({ notificationId }) => notificationId),
        added.map(({ baseUrl }) => baseUrl ?? null),
        added.map(({ from }) => from),
        added.map(({ from }) => floorToSecond(from)),
        platform.now(),
      ]);
    },
    async remove(removed) {
      await opened().query(removeStreams, [
        removed.map(({ kind }) => kind),
        removed.map(({ notificationId }) => notificationId),
      ]);
    },
    async write(key, version, change) {
      const { transaction } = opened();
      const write = (changed: StreamChange) =>
        transaction((query) => writeChanges(query, key, version, changed));
      return write(change).catch((error) => {
        if (!isTooDeep(error.cause)) throw error;
        return write(flattened(change));
      });
    },
    async close() {
      await db?.close();
      db = undefined;
    },
  };
  const { streams, stream } = store;
  const workers = postgresWorkers(
    { database: opened, streams, stream, onNotice: (text) => notice(text) },
    platform,
  );
  return { ...store, workers };
}

function rejectUnready(name: string, version: number): void {
  if (version === postgresSchemaVersion) return;
  throw new Np6SyncError(
    version === 0 ? "no-database" : "older-schema",
    version === 0
      ? `${name}: nothing was synced into it yet.`
      : `${name}: an older version of this package made it. Start a sync on it once to migrate it.`,
  );
}

const ofStream = "kind = $1 AND notification_id = $2";
const inMs = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint AS ${column}`;

const selectStreams = `SELECT kind, notification_id, state, version, base_url, interval_ms, events, late, changed, error,
  ${["from_at", "cursor_at", "settled_at", "newest_at", "last_polled_at", "next_poll_at"].map(inMs).join(", ")}
  FROM np6_streams`;

const addStreams = `INSERT INTO np6_streams (kind, notification_id, state, version, base_url, from_at, cursor_at, settled_at,
    next_poll_at, interval_ms, events, late, changed)
  SELECT kind, id, 'active', 1, url, to_timestamp(from_ms / 1000), to_timestamp(settled_ms / 1000),
    to_timestamp(settled_ms / 1000), to_timestamp($6::float8 / 1000), 0, 0, 0, 0
  FROM unnest($1::text[], $2::integer[], $3::text[], $4::float8[], $5::float8[])
    AS added (kind, id, url, from_ms, settled_ms)
  ORDER BY kind, id
  ON CONFLICT (kind, notification_id) DO UPDATE SET state = 'active', version = np6_streams.version + 1,
    next_poll_at = excluded.next_poll_at, error = NULL
    WHERE np6_streams.state = 'removed'`;

const removeStreams = `UPDATE np6_streams SET state = 'removed', version = version + 1
  WHERE state = 'active' AND (kind, notification_id) IN (SELECT * FROM unnest($1::text[], $2::integer[]))`;

/** A row of `selectStreams`. */
function toStream(row: Readonly<Record<string, unknown>>): StoredStream {
  const number = (name: string): number => Number(row[name]);
  const time = (name: string): number | undefined => (row[name] === null ? undefined : number(name));
  const text = (name: string): string | undefined => (row[name] === null ? undefined : String(row[name]));
  return {
    kind: row["kind"] as EventKind,
    notificationId: number("notification_id"),
    state: row["state"] === "active" ? "active" : "removed",
    version: number("version"),
    baseUrl: text("base_url"),
    from: number("from_at"),
    progress: { cursor: number("cursor_at"), settled: number("settled_at") },
    newestAt: time("newest_at"),
    lastPolledAt: time("last_polled_at"),
    nextPollAt: number("next_poll_at"),
    intervalMs: number("interval_ms"),
    events: number("events"),
    late: number("late"),
    changed: number("changed"),
    error: text("error"),
  };
}
