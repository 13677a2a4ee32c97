import { execFileSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { type PostgresServer, startPostgres } from "../kit/postgres.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";

/** What a sync writes into. */
export const faultDatabaseKinds = ["sqlite", "postgres"] as const;

/** A member of {@link faultDatabaseKinds}. */
export type FaultDatabaseKind = (typeof faultDatabaseKinds)[number];

/** A canary: it must be nowhere in what a sync writes. */
export const databasePassword = "canary-password-0123456789";

/** A database that a sync writes into, and that is broken meanwhile. */
export interface FaultDatabase extends AsyncDisposable {
  /** As `NP6_DATABASE_URL` has it. */
  readonly address: string;
  /** Its folder, if it is a file. */
  readonly folder: string;
  /** Its server, if it has one. */
  readonly server: Pick<PostgresServer, "halt" | "resume">;
  /** Opens a connection past the sync, which may break at any time. */
  connect(): Promise<pg.Client>;
  /** The ids of the events that are in it. */
  ids(): Promise<readonly string[]>;
}

/**
 * Makes an empty one; says why if this machine cannot.
 *
 * @param onSmallDisk Whether a file is on a disk of its own, which is soon full.
 */
export async function openFaultDatabase(
  kind: FaultDatabaseKind,
  onSmallDisk: boolean,
): Promise<FaultDatabase | { readonly skipped: string }> {
  if (kind === "postgres") return postgresDatabase();
  const folder = temporaryFolder("faults");
  const isMounted = onSmallDisk && mountSmallDisk(folder.path);
  if (onSmallDisk && !isMounted) {
    folder.remove();
    return { skipped: "only root can mount a small disk, and on Linux" };
  }
  const address = folder.file("events.db");
  return {
    address,
    folder: folder.path,
    get server(): never {
      throw new Error("A file has no server.");
    },
    connect: () => Promise.reject(new Error("A file has no connections.")),
    async ids() {
      using db = new DatabaseSync(address, { readOnly: true });
      return db.prepare(selectIds).all().map(idOf);
    },
    async [Symbol.asyncDispose]() {
      if (isMounted) execFileSync("umount", [folder.path]);
      folder.remove();
    },
  };
}

const selectIds = "SELECT event_id AS id FROM np6_events ORDER BY published_at";
const idOf = ({ id }: Readonly<Record<string, unknown>>): string => String(id);

function mountSmallDisk(path: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

async function postgresDatabase(): Promise<FaultDatabase> {
  // Few connections, so that they are soon taken.
  const server = await startPostgres({ password: databasePassword, settings: { max_connections: "12" } });
  const address = await server.database();
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: address });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  return {
    ...{ address, server, connect },
    folder: "",
    async ids() {
      const client = await connect();
      try {
        return (await client.query(selectIds)).rows.map(idOf);
      } finally {
        await client.end();
      }
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** Resolves once another connection waits for a lock that this one holds. */
export async function untilBlocked(client: pg.Client): Promise<void> {
  const blocked = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation'";
  while ((await client.query(blocked)).rows.length === 0) await setTimeout(20);
}

/** Opens connections until the server takes no more. */
export async function takeAllConnections({ connect }: FaultDatabase): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  try {
    for (;;) taken.push(await connect());
  } catch (error) {
    // too_many_connections
    if ((error as { code?: string }).code !== "53300") throw error;
    return taken;
  }
}
