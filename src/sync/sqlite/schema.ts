import type { DatabaseSync } from "node:sqlite";
import { eventKinds } from "../../shared/event-kinds.ts";
import { viewColumns, viewName } from "../view-columns.ts";

/**
 * One step for each version of the schema, from nothing to the present one. A step is never edited once it was released:
 * a change is a new step, which runs on databases of every version before it.
 *
 * Times are ISO 8601 texts in UTC with milliseconds, so they compare as texts and SQLite's date functions take them.
 */
const steps: readonly string[] = [
  `CREATE TABLE np6_events (
    kind TEXT NOT NULL,
    notification_id INTEGER NOT NULL,
    event_key TEXT NOT NULL,
    event_id TEXT,
    type TEXT,
    published_at TEXT,
    stamp_id TEXT,
    contact_id TEXT,
    event TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    PRIMARY KEY (kind, notification_id, event_key)
  );
  CREATE TABLE np6_streams (
    kind TEXT NOT NULL,
    notification_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
    version INTEGER NOT NULL,
    base_url TEXT,
    from_at TEXT NOT NULL,
    cursor_at TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    newest_at TEXT,
    last_polled_at TEXT,
    next_poll_at TEXT NOT NULL,
    interval_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    late INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (kind, notification_id)
  ) WITHOUT ROWID;
  -- The other forms that stored events were listed in, so that each counts once.
  CREATE TABLE np6_changes (
    kind TEXT NOT NULL,
    notification_id INTEGER NOT NULL,
    event_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (kind, notification_id, event_key, digest)
  ) WITHOUT ROWID;`,
];

/** Version of the schema that this package reads and writes; `PRAGMA user_version` of the database. */
export const sqliteSchemaVersion: number = steps.length;

/** The version of a database, or the reason why it has none. */
export type FoundSchema = number | "empty" | "foreign";

/** Looks at a database and changes nothing. */
export function findSchema(db: DatabaseSync): FoundSchema {
  const names = db.prepare("SELECT name FROM sqlite_schema").all();
  const version = db.prepare("PRAGMA user_version").get()?.["user_version"];
  if (names.some(({ name }) => name === "np6_streams")) return Number(version);
  return names.length === 0 && version === 0 ? "empty" : "foreign";
}

/** Migrates a database to the present version, in one transaction. */
export function migrateSqlite(db: DatabaseSync, from: number): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    for (const step of steps.slice(from)) db.exec(step);
    if (from < steps.length) db.exec(`PRAGMA user_version = ${steps.length}`);
    replaceViews(db);
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

/** The views follow the contract of this package, which may have columns that the previous one lacked. */
function replaceViews(db: DatabaseSync): void {
  const find = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?");
  for (const kind of eventKinds) {
    const name = viewName(kind);
    const columns = viewColumns(kind).map(({ name, path }) => `${valueSql(path)} AS "${name}"`);
    const sql = `CREATE VIEW ${name} AS SELECT
  notification_id,
  published_at,
  ${[...columns, "event"].join(",\n  ")}
FROM np6_events WHERE kind = '${kind}'`;
    if (find.get(name)?.["sql"] !== sql) db.exec(`DROP VIEW IF EXISTS ${name}; ${sql}`);
  }
}

/**
 * The value at a path of an event. A view must show every stored event, so:
 *
 * - SQLite reads no JSON that is nested deeper than 1,000 levels: of such an event, all columns are NULL.
 * - It reads integers of 64 bits. Some programs, such as Node, fail on one that a double cannot hold: it is a text.
 */
function valueSql(path: readonly string[]): string {
  const value = `json_extract(event, '$${path.map((name) => `."${name}"`).join("")}')`;
  const most = Number.MAX_SAFE_INTEGER;
  return `CASE WHEN json_valid(event) THEN
    CASE WHEN typeof(${value}) = 'integer' AND ${value} NOT BETWEEN -${most} AND ${most}
    THEN CAST(${value} AS TEXT) ELSE ${value} END END`;
}
