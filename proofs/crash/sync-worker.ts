import { createNp6Client } from "../../src/index.ts";
import { postgresStore } from "../../src/sync/postgres/postgres-store.ts";
import { sqliteStore } from "../../src/sync/sqlite/sqlite-store.ts";
import { syncEvents } from "../../src/sync/sync-events.ts";

/** What a worker is told. */
export interface SyncSetUp {
  readonly url: string;
  /** A SQLite file, or the address of a Postgres database. */
  readonly database: string;
  readonly notifications: readonly number[];
  /** Where new streams begin, in milliseconds since 1970 UTC. */
  readonly from: number;
  readonly maxRequestsPerSecond: number;
  readonly lag: number;
  readonly overlap: number;
  readonly once: boolean;
}

// A process that syncs with the library. Argument: its set-up, as JSON. It tells on stdout that it polls.
const { url, database, ...settings }: SyncSetUp = JSON.parse(process.argv[2] ?? "");

const np6 = createNp6Client({
  apiKey: "sandbox-key",
  baseUrl: url,
  retry: { limit: 4, baseMs: 10 },
  timeout: { attempt: 5_000, idle: 5_000 },
});
const { failed } = await syncEvents(np6, {
  ...settings,
  store: /^postgres:/.test(database) ? postgresStore(database) : sqliteStore(database),
  ...{ every: 100, maxEvery: 1_000 },
  onPoll: ({ stored }) => process.stdout.write(`${stored}\n`),
});
for (const { kind, notificationId, error } of failed) console.error(`${kind} ${notificationId}: ${error}`);
process.exitCode = failed.length > 0 ? 1 : 0;
