import { chmodSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { sizeHeapForSync } from "../../../src/cli/heap.ts";
import { rawEvent } from "../../../src/client/raw-events.ts";
import { eventText, withSourceTexts } from "../../../src/client/source-texts.ts";
import { createNp6Client } from "../../../src/index.ts";
import { eventKinds } from "../../../src/shared/event-kinds.ts";
import { eventRows } from "../../../src/sync/event-row.ts";
import type { EventRow, EventStore } from "../../../src/sync/event-store.ts";
import { postgresStore } from "../../../src/sync/postgres/postgres-store.ts";
import { sqliteStore } from "../../../src/sync/sqlite/sqlite-store.ts";
import { syncEvents } from "../../../src/sync/sync-events.ts";
import { temporaryFolder } from "../../kit/temporary-folder.ts";
import { apiKey, beginReading } from "./consumers.ts";

// A process that stores events once, or has nothing to do. Arguments: how, the address of the sandbox, that of an empty
// Postgres database, and how many events there are, or how many seconds to idle. Prints what it took, as JSON.
const [how = "", url = "", database = "", amount = "0"] = process.argv.slice(2);

// As the command does, which is what runs for months.
sizeHeapForSync();

const np6 = createNp6Client({ apiKey, baseUrl: url });
using folder = temporaryFolder("bench");
const file = folder.file("events.db");

/** What is measured, by name: the preparation gives the work, and how many events it is about. */
const ways: Readonly<
  Record<string, () => Promise<{ readonly work: () => unknown; readonly events: number }>>
> = {
  "one prepared insert, in one transaction": prepareInsert,
  "ours, into SQLite": () => prepareSync(sqliteStore(file)),
  COPY: prepareCopy,
  "ours, into Postgres": () => prepareSync(postgresStore(database)),
  "idle, SQLite": () => prepareIdle(sqliteStore(file)),
  "idle, Postgres": () => prepareIdle(postgresStore(database)),
};

const prepare = ways[how];
if (prepare === undefined) throw new Error(`There is no way "${how}".`);
const { work, events } = await prepare();
const cpuBefore = process.cpuUsage();
const began = performance.now();
await work();
const wall = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
const peakMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ seconds: wall, cpuSeconds: (user + system) / 1e6, peakMb, events }));

async function prepareSync(store: EventStore) {
  const events = Number(amount);
  const options = {
    store,
    notifications: [156],
    from: beginReading,
    maxRequestsPerSecond: 10_000,
    once: true,
  };
  return {
    events,
    async work() {
      const { stored } = await syncEvents(np6, options);
      if (stored !== events) throw new Error(`${stored} events of ${events} were stored.`);
    },
  };
}

/** Streams that were polled once, and are due again at any time of the next hour. */
async function prepareIdle(store: EventStore) {
  const notifications = Array.from({ length: 1_000 }, (_, n) => 1_000 + n);
  const options = { store, from: Date.now() - 60_000, maxRequestsPerSecond: 10_000, every: 3_600_000 };
  await syncEvents(np6, { ...options, notifications, once: true });
  await (store.workers ? spreadPostgres() : spreadSqlite());
  const signal = AbortSignal.timeout(Number(amount) * 1_000);
  return { events: 0, work: () => syncEvents(np6, { ...options, signal }).catch(() => {}) };
}

async function spreadSqlite(): Promise<void> {
  using db = new DatabaseSync(file);
  db.exec(
    "UPDATE np6_streams SET next_poll_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', abs(random() % 3600) || ' seconds')",
  );
}

async function spreadPostgres(): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query("UPDATE np6_streams SET next_poll_at = now() + random() * interval '1 hour'");
  await client.query(`UPDATE np6_jobs.job SET start_after = next_poll_at FROM np6_streams
    WHERE singleton_key = kind || '/' || notification_id AND job.state = 'created'`);
  await client.end();
}

async function readAll(): Promise<{ kind: string; rows: EventRow[] }[]> {
  const exact = withSourceTexts(np6);
  return Promise.all(
    eventKinds.map(async (kind) => {
      const rowOf = eventRows(kind);
      const rows: EventRow[] = [];
      for await (const batch of exact[kind](156, { sort: "asc" }).batches()) {
        for (const event of batch) rows.push(rowOf(rawEvent(event), eventText(event)));
      }
      return { kind, rows };
    }),
  );
}

function columnsOf(kind: string, row: EventRow): (string | number | null)[] {
  const { key, id = null, type = null, publishedAt = 0, stampId = null, contactId = null, text } = row;
  const time = new Date(publishedAt).toISOString();
  return [kind, 156, key, id, type, time, stampId, contactId, text, time];
}

async function prepareInsert() {
  const store = sqliteStore(file);
  await store.open({ role: "worker" });
  await store.close();
  const rows = (await readAll()).flatMap(({ kind, rows }) => rows.map((row) => columnsOf(kind, row)));
  return {
    events: rows.length,
    work() {
      using db = new DatabaseSync(file);
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN");
      const insert = db.prepare("INSERT INTO np6_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      for (const row of rows) insert.run(...row);
      db.exec("COMMIT");
    },
  };
}

/** From a file that the server reads itself: no client is faster. */
async function prepareCopy() {
  const store = postgresStore(database);
  await store.open({ role: "worker" });
  await store.close();
  const csv = folder.file("events.csv");
  // The server runs as another user.
  chmodSync(folder.path, 0o755);
  const all = await readAll();
  let events = 0;
  writeFileSync(csv, "");
  for (const { kind, rows } of all) {
    events += rows.length;
    const quoted = (value: string | number | null) =>
      value === null ? "" : `"${`${value}`.replaceAll('"', '""')}"`;
    for (let at = 0; at < rows.length; at += 10_000) {
      const lines = rows.slice(at, at + 10_000).map((row) => `${columnsOf(kind, row).map(quoted).join()}\n`);
      writeFileSync(csv, lines.join(""), { flag: "a" });
    }
  }
  return {
    events,
    async work() {
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      await client.query(`COPY np6_events FROM '${csv}' (FORMAT csv)`);
      await client.end();
    },
  };
}
