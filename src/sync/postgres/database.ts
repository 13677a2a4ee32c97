/**
 * Queries on Postgres that survive its restarts: they wait for a server that is restarting or not running yet. Every
 * value is a text on both sides, so that no setting of the user's `pg` changes what is stored or read.
 */
import { Np6ConfigError } from "../../errors.ts";
import { sleep } from "../../follow/rounds.ts";
import type { Platform } from "../../transport/platform.ts";
import type { StoreOpening } from "../event-store.ts";
import { requireNode } from "../require-node.ts";
import { Np6SyncError, type SyncErrorKind } from "../sync-error.ts";

/** A statement as `pg` takes it. */
export interface PostgresQuery {
  readonly text: string;
  readonly values?: unknown[] | undefined;
  readonly types?: { getTypeParser(): (text: string) => string } | undefined;
}

/** The needed part of a connection of `pg`. */
export interface PostgresConnection {
  query(query: PostgresQuery): Promise<PostgresResult | readonly PostgresResult[]>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  release(destroy?: boolean): void;
}

/** The result of a statement. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The needed part of a pool of connections. A `Pool` of the package `pg` has it. */
export interface PostgresPool {
  connect(): Promise<PostgresConnection>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
}

/** Runs a statement. The values of its rows are texts and `null`. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<PostgresResult["rows"]>;

/** A database whose calls wait while it cannot be reached. */
export interface Database {
  /** Its name in messages. */
  readonly name: string;
  /** Runs a single statement. It may run twice if the connection breaks meanwhile. */
  readonly query: Query;
  /** Runs some statements as one transaction, again from the beginning if the connection breaks. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Runs statements with the types of `pg`, and without waiting for the database. Returns the rows of all of them. */
  execute(text: string, values?: unknown[]): Promise<PostgresResult["rows"]>;
  /** Releases the pool, and ends it if this store made it. */
  close(): Promise<void>;
}

/** The name of a database: its address without password and options. */
export function databaseName(database: string | PostgresPool): string {
  if (typeof database !== "string") return "Postgres";
  if (!/^postgres(?:ql)?:\/\//.test(database) || !URL.canParse(database)) {
    throw new Np6ConfigError("A Postgres address looks like postgres://user@host:5432/database.");
  }
  // What follows would be taken for the host's port and the database, and be shown.
  if (/^\w+:\/\/[^/?#@]*[/?#][^=]*@/.test(database)) {
    throw new Np6ConfigError(
      "A Postgres address has an @ behind its host. If it ends the password, write /, ? and # in that as %2F, %3F and %23.",
    );
  }
  const { protocol, username, host, pathname } = new URL(database);
  return `${protocol}//${username && `${username}@`}${host}${pathname}`;
}

/** Loads a package that only syncs into Postgres need. */
export async function loadDriver<T>(load: () => Promise<T>): Promise<T> {
  requireNode("Postgres");
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Np6SyncError(
      "driver-missing",
      "Postgres needs two packages that are not installed. Install them beside np6-notification-events: npm install pg pg-boss@12",
      { cause: error },
    );
  }
}

/** Opens the pool of a database. Connections are made when they are needed. */
export async function openDatabase(
  database: string | PostgresPool,
  { role, waits = role === "worker", signal, onNotice = () => {} }: StoreOpening,
  { after }: Pick<Platform, "after">,
): Promise<Database> {
  const name = databaseName(database);
  const { default: pg } = await loadDriver(() => import("pg"));
  // A worker that found out later would have made its tables.
  if (role === "worker") await loadDriver(() => import("pg-boss"));
  const own =
    typeof database === "string"
      ? new pg.Pool({
          connectionString: database,
          application_name: "np6-events",
          connectionTimeoutMillis: 10_000,
          keepAlive: true,
        })
      : undefined;
  const pool = own ?? (database as PostgresPool);
  // Without a listener, a connection that breaks while it is idle ends the process. The next query reports it.
  const ignore = (): void => {};
  pool.on("error", ignore);
  // The pool removes its own listener from a connection before the connection has ended.
  own?.on("connect", (connection) => connection.on("error", ignore));
  let isAway = false;

  // A sync that is to end may still write what it has read, so the signal ends nothing but waiting.
  async function patiently<T>(work: (query: Query) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await borrow(pool, (connection) => work(queryOn(connection)));
        if (isAway) onNotice(`${name} is back`);
        isAway = false;
        return result;
      } catch (error) {
        const conflict = isConflict(error);
        if (!conflict && (!waits || !isUnreachable(error))) throw postgresError(name, error);
        if (!conflict && !isAway) {
          isAway = true;
          onNotice(`${name}: ${reasonOf(error)}; waiting for it`);
        }
        await sleep(Math.min(5_000, 100 * 2 ** attempt), signal, after);
      }
    }
  }

  return {
    name,
    query: (text, values) => patiently((query) => query(text, values)),
    transaction: (work) =>
      patiently(async (query) => {
        // Each statement sees what those before it waited for, whatever the default of the database is.
        await query("BEGIN ISOLATION LEVEL READ COMMITTED");
        const result = await work(query);
        await query("COMMIT");
        return result;
      }),
    execute: (text, values) =>
      borrow(pool, async (connection) =>
        [await connection.query({ text, values })].flat().flatMap(({ rows }) => rows),
      ),
    async close() {
      // Our own pool keeps its listener, because its connections end a moment later.
      await (own ? own.end() : pool.off("error", ignore));
    },
  };
}

/**
 * Works with a connection of the pool. After an error the connection is closed: it may have broken, or be in the middle of
 * a transaction, which Postgres then rolls back.
 */
async function borrow<T>(
  pool: PostgresPool,
  work: (connection: PostgresConnection) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  let failed = false;
  const onError = (): void => {
    failed = true;
  };
  // The same while it is in use.
  connection.on("error", onError);
  try {
    return await work(connection);
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    connection.off("error", onError);
    connection.release(failed);
  }
}

const types = { getTypeParser: () => String };

/** Statements on one connection. */
function queryOn(connection: PostgresConnection): Query {
  return async (text, values) => {
    const result = await connection.query({ text, types, ...(values && { values: [...values] }) });
    return [result].flat().flatMap(({ rows }) => rows);
  };
}

/** Errors of the network, and of `pg` about a connection that broke, which have no code. */
const networkErrors = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/;
const brokenConnection =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;
/** The classes 08 and 57P (connection, shutdown), and too many connections: SQLSTATE, appendix A of Postgres. */
const awayStates = /^(?:08|57P0[1-35]|53300)/;

/** Codes of Node for a connection that is not encrypted as asked. */
const tlsErrors = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Whether the database could not be reached, or broke the connection, so that a retry may succeed. */
export function isUnreachable(error: unknown): boolean {
  const { code = "", syscall, message } = error as NodeJS.ErrnoException;
  // The socket of a server that does not run is missing.
  const isNoSocket = code === "ENOENT" && syscall === "connect";
  return isNoSocket || networkErrors.test(code) || awayStates.test(code) || brokenConnection.test(message);
}

/** Whether a transaction conflicted with another one, so that a retry succeeds. */
export function isConflict(error: unknown): boolean {
  return ["40001", "40P01"].includes((error as { code?: string }).code ?? "");
}

/** An error about several addresses of one host has no message itself. */
function reasonOf(error: unknown): string {
  const { message, errors } = error as Error & { errors?: readonly Error[] };
  return message || String(errors?.[0]?.message);
}

/** What a user can do about an error that a retry would not avoid, by SQLSTATE. */
const remedies: Readonly<Record<string, readonly [kind: SyncErrorKind, remedy: string]>> = {
  "28000": ["access-denied", "Check user and server."],
  "28P01": ["access-denied", "Check the password: PGPASSWORD, ~/.pgpass, or NP6_DATABASE_URL."],
  "3D000": ["no-database", "Create it first, with createdb or CREATE DATABASE."],
  "42P07": ["not-a-database", "Another program made it. Name another database."],
  "42501": [
    "access-denied",
    "The user needs the right to create tables and a schema: a database of its own is best.",
  ],
};

/** An error of Postgres in our words; any other as it is. */
export function postgresError(name: string, error: unknown): unknown {
  const { code = "", message } = error as Error & { code?: string };
  // `pg` gives no code when a server asks for a password and there is none.
  if (/^SASL: .*password must be/.test(message)) {
    const text = `${name}: it asks for a password. Set PGPASSWORD, or put it into ~/.pgpass or NP6_DATABASE_URL.`;
    return new Np6SyncError("access-denied", text, { cause: error });
  }
  if (tlsErrors.test(code) || /does not support SSL/.test(message)) {
    const text = `${name}: ${message}. Check sslmode and sslrootcert in the address, or PGSSLMODE.`;
    return new Np6SyncError("io", text, { cause: error });
  }
  const unreachable = isUnreachable(error);
  if (!unreachable && !/^[0-9A-Z]{5}$/.test(code)) return error;
  const otherwise = unreachable ? "Check that it runs and can be reached." : "";
  const [kind, remedy] = remedies[code] ?? ["io", otherwise];
  return new Np6SyncError(kind, `${name}: ${reasonOf(error)}. ${remedy}`.trim(), { cause: error });
}
