import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";

/** A database that lives as long as the test. */
export interface TestDatabase {
  readonly path: string;
  /** Runs a query beside whoever writes. */
  query(sql: string): Readonly<Record<string, unknown>>[];
}

/** Gives the path of a database that does not exist yet, in a folder of its own. */
export async function testDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "np6-sync-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "events.db");
  return {
    path,
    query(sql) {
      const db = new DatabaseSync(path, { readOnly: true });
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
  };
}
