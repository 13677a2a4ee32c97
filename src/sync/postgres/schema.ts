import { createHash } from "node:crypto";
import { type EventKind, eventKinds } from "../../shared/event-kinds.ts";
import { Np6SyncError } from "../sync-error.ts";
import { viewColumns, viewName } from "../view-columns.ts";
import type { Query } from "./database.ts";

/** Where pg-boss keeps its tables. */
export const jobSchema = "np6_jobs";

/**
 * One step for each version of the schema, from nothing to the present one. A step is never edited once it was released:
 * a change is a new step, which runs on databases of every version before it.
 *
 * An event is `json`, not `jsonb`: that would refuse the escapes of NUL and of half a surrogate pair, drop the first of two
 * equal keys, and change numbers.
 */
const steps: readonly string[] = [
  `CREATE TABLE np6_events (
    kind text NOT NULL,
    notification_id integer NOT NULL,
    event_key text COLLATE "C" NOT NULL,
    event_id text,
    type text,
    published_at timestamptz,
    stamp_id text,
    contact_id text,
    event json NOT NULL,
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (kind, notification_id, event_key)
  );
  CREATE TABLE np6_streams (
    kind text NOT NULL,
    notification_id integer NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'removed')),
    version bigint NOT NULL,
    base_url text,
    from_at timestamptz NOT NULL,
    cursor_at timestamptz NOT NULL,
    settled_at timestamptz NOT NULL,
    newest_at timestamptz,
    last_polled_at timestamptz,
    next_poll_at timestamptz NOT NULL,
    interval_ms bigint NOT NULL,
    events bigint NOT NULL,
    late bigint NOT NULL,
    changed bigint NOT NULL,
    error text,
    PRIMARY KEY (kind, notification_id)
  );
  -- The other forms that stored events were listed in, so that each counts once.
  CREATE TABLE np6_changes (
    kind text NOT NULL,
    notification_id integer NOT NULL,
    event_key text COLLATE "C" NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (kind, notification_id, event_key, digest)
  );
  -- One row: the requests that all processes send together.
  CREATE TABLE np6_budget (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    requests_per_second double precision NOT NULL,
    next_at timestamptz NOT NULL
  );
  ${readableFunction()}`,
  // Up to Postgres 16 no parallel plan may catch an error, as the function does: a view would fail on its events.
  "ALTER FUNCTION np6_readable(json) PARALLEL UNSAFE",
];

/** Version of the schema that this package reads and writes; the one row of `np6_schema`. */
export const postgresSchemaVersion: number = steps.length;

/** A number that no other program is likely to use for an advisory lock. */
const migrationLock = 6_019_271_156;

/**
 * Looks at a database and changes nothing.
 *
 * @returns Its version; 0 if it has no tables of ours.
 * @throws Np6SyncError if it has a newer version, or tables of another program.
 */
export async function findPostgresSchema(query: Query, name: string): Promise<number> {
  const [found] = await query(
    "SELECT to_regclass('np6_schema') AS ours, to_regclass('np6_events') AS events",
  );
  if (!found?.["ours"]) {
    if (!found?.["events"]) return 0;
    throw new Np6SyncError(
      "not-a-database",
      `${name}: another program made its table np6_events. Name another database.`,
    );
  }
  const [row] = await query("SELECT version FROM np6_schema");
  if (!row?.["version"]) {
    throw new Np6SyncError(
      "not-a-database",
      `${name}: its table np6_schema has no version. Name another database, or restore it.`,
    );
  }
  const version = Number(row["version"]);
  if (version <= postgresSchemaVersion) return version;
  throw new Np6SyncError(
    "newer-schema",
    `${name}: a newer version of this package made it (schema ${version}; this one knows ${postgresSchemaVersion}). Update np6-notification-events.`,
  );
}

/**
 * Brings a database to the present version, within a transaction. Processes that start at once do it one by one.
 *
 * @throws Np6SyncError if the database cannot be used. Nothing was changed then.
 */
export async function migratePostgres(
  query: Query,
  name: string,
  onNotice: (text: string) => void,
): Promise<void> {
  await query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
  const [setting] = await query("SELECT current_setting('server_encoding') AS encoding");
  if (setting?.["encoding"] !== "UTF8") {
    throw new Np6SyncError(
      "not-a-database",
      `${name}: its encoding is ${setting?.["encoding"]}, which cannot hold every event. Create one with ENCODING 'UTF8'.`,
    );
  }
  const version = await findPostgresSchema(query, name);
  for (const step of steps.slice(version)) await query(step);
  if (version === 0) await query("CREATE TABLE np6_schema AS SELECT $1::integer AS version", [steps.length]);
  else if (version < steps.length) await query("UPDATE np6_schema SET version = $1", [steps.length]);
  // The tables in it are made by pg-boss, one process at a time. Of those that make a schema at once, all but one fail.
  // It holds nothing that cannot be made anew, so an administrator may have deleted it, or left it out of a backup.
  const [jobs] = await query(`SELECT to_regnamespace('${jobSchema}') AS found`);
  if (!jobs?.["found"]) await query(`CREATE SCHEMA ${jobSchema}`);
  for (const kind of eventKinds) await replaceView(query, kind, onNotice);
}

/** What the comment on a view of ours begins with. */
const author = "np6-notification-events";

/** A view follows the contract of this package, which may have columns that the previous one lacked. */
async function replaceView(query: Query, kind: EventKind, onNotice: (text: string) => void): Promise<void> {
  const name = viewName(kind);
  const sql = viewSql(kind);
  // Postgres prints a view in its own format, so the comment identifies it.
  const comment = `${author} ${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;
  const [found] = await query(
    `SELECT to_regclass('${name}') AS relation, obj_description(to_regclass('${name}'), 'pg_class') AS comment`,
  );
  if (found?.["comment"] === comment) return;
  if (found?.["relation"] && !String(found["comment"]).startsWith(`${author} `)) {
    onNotice(
      `${name} stays as it was, because another program made it. Rename it and start again to get ours.`,
    );
    return;
  }
  await query("SAVEPOINT view");
  try {
    await query(
      `DROP VIEW IF EXISTS ${name}; CREATE VIEW ${name} AS ${sql}; COMMENT ON VIEW ${name} IS '${comment}'`,
    );
  } catch (error) {
    // The user's own views depend on it.
    if ((error as { code?: string }).code !== "2BP01") throw error;
    await query("ROLLBACK TO view");
    onNotice(
      `${name} stays as it was, because other views use it. Drop those and start again to get its new columns.`,
    );
  }
}

function viewSql(kind: EventKind): string {
  const columns = viewColumns(kind).map(
    ({ name, path }) => `readable #>> '{${path.join(",")}}' AS "${name}"`,
  );
  return `SELECT
  notification_id,
  published_at,
  ${[...columns, "event"].join(",\n  ")}
FROM np6_events, LATERAL (
  -- Looked at once for each event. Only what may be unreadable pays for the function.
  SELECT CASE WHEN event::text ~ '${suspicious}' OR length(event::text) > 4000
    THEN np6_readable(event) ELSE event END AS readable OFFSET 0
) AS made
WHERE kind = '${kind}'`;
}

/** The escapes of NUL and of surrogates, as a regular expression of Postgres. */
const suspicious = String.raw`\\u(?:0000|[dD][89a-fA-F])`;

/**
 * A view must show every stored event, but Postgres reads no value of an event that holds, anywhere, the escape of NUL
 * or of half a surrogate pair, or that is nested too deeply. The function replaces the first two by U+FFFD and returns
 * NULL for the last.
 */
function readableFunction(): string {
  // An escape begins with a backslash that is not itself escaped.
  const start = String.raw`(?<!\\)((?:\\\\)*)\\u`;
  const [high, low] = ["[dD][89abAB][0-9a-fA-F]{2}", "[dD][c-fC-F][0-9a-fA-F]{2}"];
  const lone = [
    `${start}0000`,
    String.raw`${start}${high}(?!\\u${low})`,
    String.raw`(?<!\\u${high})${start}${low}`,
  ];
  const replaced = lone.reduce(
    (text, form) => String.raw`regexp_replace(${text}, '${form}', '\1\\ufffd', 'g')`,
    "event::text",
  );
  return `CREATE FUNCTION np6_readable(event json) RETURNS json LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
  DECLARE
    made json;
  BEGIN
    made := ${replaced};
    PERFORM made #>> '{id}';
    RETURN made;
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END $$;`;
}
