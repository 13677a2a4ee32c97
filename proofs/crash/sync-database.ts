import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { startPostgres } from "../kit/postgres.ts";
import type { PlannedStream } from "./event-plan.ts";

/** The databases that workers are killed on. */
export const syncDatabaseKinds = ["sqlite", "postgres"] as const;

/** A member of {@link syncDatabaseKinds}. */
export type SyncDatabaseKind = (typeof syncDatabaseKinds)[number];

/** A database that workers sync into, and how to look past them. */
export interface SyncDatabase extends AsyncDisposable {
  /** What a worker is told: a file, or an address. */
  readonly address: string;
  /** How many workers may work on it at a time. */
  readonly workers: number;
  /** Ends it and starts it again, if it is a server. */
  restart(): Promise<void>;
  /** How often that was done. */
  restarts(): number;
  /** How long the job of any stream has been without a sign of life from its worker, in seconds. */
  longestHold(): Promise<number>;
  /** The texts of a stream's events, and how many of them were counted as late. */
  read(stream: PlannedStream): Promise<{ readonly texts: readonly string[]; readonly late: number }>;
}

const events = "SELECT event AS text FROM np6_events WHERE kind = $1 AND notification_id = $2";
const counters = "SELECT late, events FROM np6_streams WHERE kind = $1 AND notification_id = $2";

const silentJobs = `SELECT max(extract(epoch FROM now() - coalesce(heartbeat_on, started_on))) AS seconds
  FROM np6_jobs.job WHERE name = 'np6-streams' AND state = 'active'`;

/** Makes an empty one. */
export function openSyncDatabase(kind: SyncDatabaseKind, file: string): Promise<SyncDatabase> {
  return kind === "sqlite" ? sqliteDatabase(file) : postgresDatabase();
}

async function sqliteDatabase(file: string): Promise<SyncDatabase> {
  return {
    address: file,
    workers: 1,
    restart: async () => {},
    restarts: () => 0,
    longestHold: async () => 0,
    async read({ kind, notificationId }) {
      using db = new DatabaseSync(file, { readOnly: true });
      const ask = (sql: string) => db.prepare(sql.replaceAll("$", "?")).all(kind, notificationId);
      return toResult(ask(events), ask(counters));
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function postgresDatabase(): Promise<SyncDatabase> {
  const server = await startPostgres();
  const address = await server.database();
  let restarts = 0;
  async function ask(text: string, ...values: unknown[]): Promise<Rows> {
    const client = new pg.Client({ connectionString: address });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query({ text, values, types: { getTypeParser: () => String } })).rows;
    } finally {
      await client.end();
    }
  }
  return {
    address,
    workers: 3,
    async restart() {
      await server.halt();
      await server.resume();
      restarts++;
    },
    restarts: () => restarts,
    async longestHold() {
      const [row] = await ask(silentJobs);
      return Number(row?.["seconds"] ?? 0);
    },
    read: async ({ kind, notificationId }) =>
      toResult(await ask(events, kind, notificationId), await ask(counters, kind, notificationId)),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A counter that differs from what is there counts as an event that is none: it was not changed with the events. */
function toResult(events: Rows, [counted]: Rows): { texts: string[]; late: number } {
  const texts = events.map(({ text }) => String(text));
  if (Number(counted?.["events"]) !== texts.length) texts.push(`counted: ${counted?.["events"]}`);
  return { texts, late: Number(counted?.["late"]) };
}
