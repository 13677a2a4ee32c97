import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { eventKinds } from "../../shared/event-kinds.ts";
import { testFolder } from "./folder.ts";
import { envOf } from "./program.ts";

/** Where syncs of tests begin: before all events of a sandbox. */
export const syncFrom: string = new Date(Date.now() - 8 * 86_400_000).toISOString();

/** A sandbox, a folder, and what it takes to sync from the one into the other. */
interface SyncSetUp {
  readonly sandbox: Sandbox;
  /** The path of a file in the folder. */
  readonly at: (name?: string) => string;
  readonly database: string;
  /** The arguments of a sync. */
  readonly sync: readonly string[];
  /** The rows of a query of the database. */
  readonly all: (sql: string) => Record<string, unknown>[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a sandbox of two notifications that lives as long as the test. */
export async function setUpSync(options: SandboxOptions = {}): Promise<SyncSetUp> {
  const sandbox = await startSandbox({ events: 20, notifications: [156, 157], ...options });
  onTestFinished(() => sandbox.close());
  const at = await testFolder();
  const database = at("events.db");
  const sync = ["sync", "--database", database, "--max-rps", "1000"];
  const all = (sql: string): Record<string, unknown>[] => {
    const db = new DatabaseSync(database, { readOnly: true });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
  return { sandbox, at, database, sync, all, env: envOf(sandbox) };
}

/** How many streams a notification has. */
export const streamsOfOne: number = eventKinds.length;
/** Syncs both notifications once. */
export const syncOnce: readonly string[] = ["--notification", "156-157", "--from", syncFrom, "--once"];
