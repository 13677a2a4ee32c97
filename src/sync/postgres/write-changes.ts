import { contentDigest, isSameEvent } from "../event-row.ts";
import type { EventRow, StreamChange, StreamKey, WriteReceipt } from "../event-store.ts";
import type { Query } from "./database.ts";

/**
 * Changes a stream within a transaction. The row of the stream is locked first. So two processes that both believe to
 * have the stream write one after the other, and the second one has an old version.
 */
export async function writeChanges(
  query: Query,
  { kind, notificationId }: StreamKey,
  version: number,
  { events = [], storedAt = 0, progress, poll }: StreamChange,
): Promise<WriteReceipt | undefined> {
  const key = [kind, notificationId];
  const [found] = await query(lockStream, [...key, version]);
  if (!found) return undefined;
  const { stored, late, changed, newest } =
    events.length > 0 ? await storeEvents(query, key, events, storedAt) : nothing;
  await query(updateStream, [
    ...key,
    progress?.cursor ?? null,
    progress?.settled ?? null,
    newest,
    poll !== undefined,
    poll?.lastPolledAt ?? null,
    poll?.nextPollAt ?? null,
    poll?.intervalMs ?? null,
    poll?.error ?? null,
    ...[stored, late, changed],
  ]);
  return { version: version + 1, stored, late, changed };
}

/** Postgres's error for JSON that is nested too deeply: some 14,000 levels with the default stack. */
const tooDeep = "54001";

/** Whether an event was nested too deeply for Postgres. */
export function isTooDeep(error: unknown): boolean {
  return Object(error).code === tooDeep;
}

/** Levels that every Postgres accepts. */
const safeDepth = 1_000;

/** The same change, with the text of each deeply nested event as a JSON string, so that it can be stored. */
export function flattened(change: StreamChange): StreamChange {
  const events = change.events?.map((event) =>
    depthOf(event.text) > safeDepth ? { ...event, text: JSON.stringify(event.text) } : event,
  );
  return { ...change, events };
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") most = Math.max(most, ++depth);
    else if (token === "]" || token === "}") depth--;
  }
  return most;
}

const nothing = { stored: 0, late: 0, changed: 0, newest: null };

async function storeEvents(
  query: Query,
  key: readonly unknown[],
  events: readonly EventRow[],
  storedAt: number,
): Promise<Omit<WriteReceipt, "version"> & { newest: number | null }> {
  // A statement sees no row that it inserts itself, so an event that is listed twice is compared here.
  const first = new Map<string, EventRow>();
  const forms: [key: string, stored: string, listed: string][] = [];
  for (const event of events) {
    const before = first.get(event.key);
    if (before === undefined) first.set(event.key, event);
    else if (before.text !== event.text) forms.push([event.key, before.text, event.text]);
  }
  const result = await insertRows(query, key, [...first.values()], storedAt);
  const others: { key: string; text: string }[] = JSON.parse(String(result["others"] ?? "[]"));
  for (const { key, text } of others) forms.push([key, text, first.get(key)?.text ?? text]);
  // If an event that is in the batch twice was stored before, the stored form counts.
  const storedForms = new Map(others.map(({ key, text }) => [key, text]));
  const changes = forms.filter(
    ([key, stored, listed]) => !isSameEvent(storedForms.get(key) ?? stored, listed),
  );
  const [counted] =
    changes.length > 0
      ? await query(insertChanges, [
          ...key,
          changes.map(([key]) => key),
          changes.map(([, , text]) => contentDigest(text)),
        ])
      : [];
  const { stored, late, newest = null } = result;
  return {
    stored: Number(stored),
    late: Number(late),
    changed: Number(counted?.["changed"] ?? 0),
    newest: newest === null ? null : Number(newest),
  };
}

async function insertRows(
  query: Query,
  key: readonly unknown[],
  rows: readonly EventRow[],
  storedAt: number,
): Promise<Readonly<Record<string, unknown>>> {
  const [result = {}] = await query(insertEvents, [
    ...[...key, storedAt, rows.map(({ publishedAt }) => publishedAt ?? null)],
    ...textColumns.map((name) => binaryTexts(rows.map((row) => row[name]))),
  ]);
  return result;
}

const textColumns = ["key", "id", "type", "stampId", "contactId", "text"] as const;

/** Postgres's number of the type `text`. */
const textType = 25;

/**
 * Texts as an array in Postgres's binary format, which `pg` takes from a buffer. In the text format each quote and backslash
 * of an event is escaped and parsed again, and a batch takes twice as long.
 */
function binaryTexts(texts: readonly (string | undefined)[]): Buffer {
  const lengths = texts.map((text) => (text === undefined ? -1 : Buffer.byteLength(text)));
  const buffer = Buffer.allocUnsafe(20 + lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), 0));
  // Number of dimensions, whether there is a NULL, type of an element; length and lower bound of the only dimension.
  let at = 0;
  for (const number of [1, 1, textType, texts.length, 1]) at = buffer.writeInt32BE(number, at);
  for (const [index, text = ""] of texts.entries()) {
    at = buffer.writeInt32BE(lengths[index] ?? -1, at);
    at += buffer.write(text, at);
  }
  return buffer;
}

const ofStream = "kind = $1 AND notification_id = $2";

const lockStream = `SELECT 1 FROM np6_streams WHERE ${ofStream} AND version = $3 AND state = 'active' FOR UPDATE`;

/** One statement stores the new events, and returns those that were stored with another text. */
const insertEvents = `WITH listed AS MATERIALIZED (
    SELECT * FROM unnest($4::float8[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
      AS listed (published_ms, key, id, type, stamp_id, contact_id, text)
  ), stored AS (
    INSERT INTO np6_events
    SELECT $1, $2, key, id, type, to_timestamp(published_ms / 1000), stamp_id, contact_id, text::json,
      to_timestamp($3::float8 / 1000)
    FROM listed
    ON CONFLICT DO NOTHING
    RETURNING event_key, published_at
  )
  SELECT count(*) AS stored,
    count(*) FILTER (WHERE published_at < (SELECT cursor_at FROM np6_streams WHERE ${ofStream})) AS late,
    (extract(epoch FROM max(published_at)) * 1000)::bigint AS newest,
    (SELECT json_agg(json_build_object('key', key, 'text', event::text))
      FROM (SELECT key, text FROM listed WHERE key NOT IN (SELECT event_key FROM stored)) AS rest
      -- By its key for each event, whatever the statistics of a table that has just been filled say.
      CROSS JOIN LATERAL (
        SELECT event FROM np6_events WHERE ${ofStream} AND event_key = key OFFSET 0
      ) AS known
      WHERE event::text <> text) AS others
  FROM stored`;

const insertChanges = `WITH counted AS (
    INSERT INTO np6_changes SELECT $1, $2, * FROM unnest($3::text[], $4::text[]) ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT count(*) AS changed FROM counted`;

const updateStream = `UPDATE np6_streams SET version = version + 1,
    cursor_at = coalesce(to_timestamp($3::float8 / 1000), cursor_at),
    settled_at = coalesce(to_timestamp($4::float8 / 1000), settled_at),
    newest_at = greatest(newest_at, to_timestamp($5::float8 / 1000)),
    last_polled_at = CASE WHEN $6::boolean THEN to_timestamp($7::float8 / 1000) ELSE last_polled_at END,
    next_poll_at = coalesce(to_timestamp($8::float8 / 1000), next_poll_at),
    interval_ms = coalesce($9::bigint, interval_ms),
    error = CASE WHEN $6::boolean THEN $10 ELSE error END,
    events = events + $11::bigint, late = late + $12::bigint, changed = changed + $13::bigint
  WHERE ${ofStream}`;
