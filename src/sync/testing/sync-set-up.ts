import { onTestFinished } from "vitest";
import { createNp6Client, type Np6Client } from "../../client/client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { sqliteStore } from "../sqlite/sqlite-store.ts";
import { type SyncSummary, syncEventsWith, systemSyncPlatform } from "../sync-events.ts";
import type { SyncOptions } from "../sync-options.ts";
import { type TestDatabase, testDatabase } from "./sync-folder.ts";

/** Before all events of a sandbox, in milliseconds since 1970 UTC. */
export const syncBeginning: number = Date.now() - 8 * 86_400_000;

/** A sandbox and a database, and syncs from the one into the other. */
export interface SyncSetUp {
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  readonly np6: Np6Client;
  /** Syncs once, on a clock that is so many milliseconds ahead. */
  sync(options?: Partial<SyncOptions>, ahead?: number): Promise<SyncSummary>;
}

/** Starts a sandbox of three notifications that lives as long as the test. */
export async function setUpSandboxSync(sandboxOptions: SandboxOptions = {}): Promise<SyncSetUp> {
  const sandbox = await startSandbox({ events: 40, notifications: [156, 157, 158], ...sandboxOptions });
  onTestFinished(() => sandbox.close());
  const database = await testDatabase();
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url, retry: false });
  const defaults = { from: syncBeginning, once: true, lag: 0, maxRequestsPerSecond: 1_000 };
  const sync: SyncSetUp["sync"] = (options = {}, ahead = 0) =>
    syncEventsWith(
      np6,
      { store: sqliteStore(database.path), ...defaults, ...options },
      { ...systemSyncPlatform, now: () => Date.now() + ahead },
    );
  return { sandbox, database, np6, sync };
}

/** The reason with which a promise rejects. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
}
