import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { ClientRequest } from "../adversary.ts";
import { type FaultDatabase, takeAllConnections, untilBlocked } from "../fault-database.ts";
import { listOf, responseHead, text } from "../responses.ts";
import type { NetworkFault } from "../row.ts";

/** The right response, in two halves with the fault between them. */
async function inHalves({ socket, events, strike }: ClientRequest): Promise<void> {
  const list = listOf(events);
  const middle = Math.floor(list.length / 2);
  socket.write(responseHead(200, `content-length: ${list.length}`) + list.slice(0, middle));
  await strike();
  socket.end(list.slice(middle));
}

/** The right response, with events of 20 kB. */
const largeEvents = text(
  (_list, events) =>
    `[${events.map(({ text }) => text.replace(/\}$/, `,"padding":"${"x".repeat(20_000)}"}`)).join()}]`,
);

const respond = (request: ClientRequest): void => void inHalves(request);
const waited = { respond, promised: "every event", says: /waiting for it\n.* is back\n/s } as const;
const onPostgres = { consumers: ["postgres"] } as const;
const onFile = { consumers: ["sqlite"] } as const;

/** Ends the server; it comes back a moment later. */
async function halt({ server }: FaultDatabase): Promise<() => Promise<void>> {
  await server.halt();
  return async () => {
    await setTimeout(1_000);
    await server.resume();
  };
}

/** Restarts the server once the sync's transaction waits for a lock, at a statement that writes this table. */
const restartAtWriteOf =
  (table: string) =>
  async ({ connect, server }: FaultDatabase): Promise<() => Promise<void>> => {
    const holder = await connect();
    await holder.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
    const restarted = untilBlocked(holder).then(async () => {
      await server.halt();
      await server.resume();
    });
    return () => restarted;
  };

/** Does something to the process of each of the sync's connections. */
const toEachConnection =
  (act: (holder: Awaited<ReturnType<FaultDatabase["connect"]>>, pid: number) => Promise<unknown>) =>
  async ({ connect }: FaultDatabase): Promise<() => Promise<void>> => {
    const holder = await connect();
    const others = "SELECT pid FROM pg_stat_activity WHERE application_name = 'np6-events'";
    for (const { pid } of (await holder.query(others)).rows) await act(holder, pid);
    return () => holder.end().catch(() => {});
  };

async function takeConnections(database: FaultDatabase): Promise<() => Promise<void>> {
  const taken = await takeAllConnections(database);
  return async () => {
    for (const client of taken) await client.end();
  };
}

/** Writes a file until the disk takes no more. */
async function fillDisk({ folder }: FaultDatabase): Promise<() => Promise<void>> {
  const path = join(folder, "filler");
  const file = openSync(path, "w");
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(file);
  }
  return async () => rmSync(path);
}

async function lockFile({ address }: FaultDatabase): Promise<() => Promise<void>> {
  const other = new DatabaseSync(address);
  other.exec("BEGIN IMMEDIATE");
  return async () => other.close();
}

/** The database of a sync is away, full or in use; or the clock is wrong. */
export const databaseRows: readonly NetworkFault[] = [
  {
    ...{ ...waited, ...onPostgres, id: "postgres-not-there-yet", database: { when: "before", strike: halt } },
    title: "Postgres starts after the sync",
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-gone", database: { strike: halt } },
    title: "Postgres is ended in the middle of a response, and started again",
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-gone-for-good" },
    title: "Postgres is ended, and then the sync with SIGTERM",
    database: { strike: halt, signal: "SIGTERM" },
    promised: { exitCode: 130 },
    says: /waiting for it\nInterrupted\.\n$/,
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-restarted-at-an-insert" },
    title: "Postgres is restarted while a batch of events is inserted",
    database: { strike: restartAtWriteOf("np6_events") },
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-restarted-before-a-commit" },
    title: "Postgres is restarted after a batch was inserted, before its commit",
    database: { strike: restartAtWriteOf("np6_streams") },
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-cuts-connections" },
    title: "Postgres ends every connection of the sync",
    database: {
      strike: toEachConnection((holder, pid) => holder.query("SELECT pg_terminate_backend($1)", [pid])),
    },
    // A connection that nobody uses is replaced without a word.
    says: /\n/,
  },
  {
    ...{ ...waited, ...onPostgres, id: "postgres-crashes" },
    title: "the process of a connection is killed, so that Postgres ends all others and recovers",
    database: { strike: toEachConnection(async (_holder, pid) => process.kill(pid, "SIGKILL")) },
    says: /\n/,
  },
  {
    ...{ ...waited, ...onPostgres, id: "no-connection-left-before" },
    title: "others have every connection that Postgres takes before the sync starts",
    database: { when: "before", strike: takeConnections },
    says: /too many clients already; waiting for it\n.* is back\n/s,
  },
  {
    ...{ ...onPostgres, respond, promised: "every event", id: "no-connection-left" },
    title: "others take every connection that is left while the sync runs",
    database: { strike: takeConnections },
  },
  {
    ...{ ...onPostgres, respond, promised: "every event", id: "pool-of-one" },
    title: "the pool of the program has one connection",
    database: { program: "pool-of-one" },
  },
  {
    ...{ ...onPostgres, respond, promised: "every event", id: "pool-taken" },
    title: "the program uses all connections of the pool itself for a while",
    database: { program: "pool-taken" },
    says: /timeout exceeded when trying to connect; waiting for it\n.* is back\n/s,
  },
  {
    ...{ ...onFile, respond, id: "disk-full", database: { disk: "small", strike: fillDisk } },
    title: "the disk of the SQLite file is full",
    promised: { exitCode: 1 },
    says: /events\.db: database or disk is full\. .*start again/,
  },
  {
    ...{
      ...onFile,
      respond,
      id: "disk-full-before",
      database: { when: "before", disk: "small", strike: fillDisk },
    },
    title: "the disk is full before there is a SQLite file",
    promised: { exitCode: 1 },
    says: /events\.db: .*(?:start again|write there)/,
  },
  {
    ...{ ...onFile, respond: largeEvents, id: "file-too-large" },
    title: "the SQLite file would be larger than the system lets it become (ulimit -f)",
    database: { disk: { maxFileBlocks: 2_000 } },
    promised: { exitCode: 1 },
    says: /events\.db: .*start again/,
  },
  {
    ...{ ...onFile, respond, id: "file-too-large-before", database: { disk: { maxFileBlocks: 50 } } },
    title: "the system does not let a SQLite file become as large as its tables (ulimit -f)",
    promised: { exitCode: 1 },
    says: /events\.db: .*start again/,
  },
  {
    ...{ ...onFile, respond, promised: "every event", id: "file-locked", database: { strike: lockFile } },
    title: "another program has the SQLite file locked for a while",
    says: /is locked by another program; waiting for it\n/,
  },
  {
    ...{ respond, id: "clock-set-back-in-a-poll", database: { program: "clock-set-back-in-a-poll" } },
    title: "the clock is set back by an hour while a stream is read",
    promised: "every event",
    consumers: ["sqlite", "postgres"],
  },
  {
    ...{ respond, id: "clock-set-back-between-polls", database: { program: "clock-set-back-between-polls" } },
    title: "the clock is set back by an hour between two polls, and forward again",
    promised: "every event",
    consumers: ["sqlite", "postgres"],
    says: /it was read up to .*, but this clock says .*Set the clock/,
  },
];
