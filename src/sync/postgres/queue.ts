import type { PgBoss } from "pg-boss";
import { sleep } from "../../follow/rounds.ts";
import type { Platform } from "../../transport/platform.ts";
import { Np6SyncError } from "../sync-error.ts";
import { type Database, isConflict, isUnreachable, loadDriver, postgresError } from "./database.ts";
import { jobSchema } from "./schema.ts";

/** Name of the queue. */
export const queue = "np6-streams";

/** Seconds without a heartbeat after which a job goes to another process, and between two checks for such jobs. */
const heartbeatSeconds = 10;
const superviseSeconds = 5;

/** How the queue hands out jobs. */
const queueOptions = {
  policy: "stately",
  heartbeatSeconds,
  // The longest that pg-boss allows is a day. A first poll of years may take hours.
  expireInSeconds: 86_000,
  retryLimit: 1_000_000,
  retryDelay: 1,
  // One job for each poll would fill the table.
  deleteAfterSeconds: 60,
} as const;

/** The parts of the store that the queue needs. */
export interface QueueStore {
  readonly database: () => Database;
  readonly onNotice: (text: string) => void;
}

/** Does something again until the database can be reached, and no other transaction is in its way. */
export type Persist = <T>(work: () => Promise<T>) => Promise<T>;

/** pg-boss retries its own work by itself, but not our calls. The store reports to the user. */
export function persistence(signal: AbortSignal, after: Platform["after"]): Persist {
  return async (work) => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isUnreachable(error) && !isConflict(error)) throw error;
        await sleep(500, signal, after);
      }
    }
  };
}

/** Starts the queue; several times if it fails, because other processes may be making its tables. */
export async function startQueue(
  store: QueueStore,
  persist: Persist,
  signal: AbortSignal,
  after: Platform["after"],
): Promise<PgBoss> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await persist(() => startOnce(store));
    } catch (error) {
      // With too few rights it would fail again.
      const isDenied = error instanceof Np6SyncError && error.kind === "access-denied";
      if (isDenied || attempt === 5) throw error;
      await sleep(1_000 * attempt, signal, after);
    }
  }
}

async function startOnce({ database, onNotice }: QueueStore): Promise<PgBoss> {
  const { PgBoss } = await loadDriver(() => import("pg-boss"));
  const executeSql = async (text: string, values?: unknown[]) => ({
    rows: [...(await database().execute(text, values))],
  });
  const boss = new PgBoss({
    db: { executeSql },
    schema: jobSchema,
    createSchema: false,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  });
  boss.on("error", (error) => {
    // The store reports an unreachable database, and pg-boss retries by itself.
    if (!isUnreachable(error)) onNotice(`The queue of streams reports: ${error.message}`);
  });
  try {
    await boss.start();
    await boss.createQueue(queue, queueOptions);
    return boss;
  } catch (error) {
    // What had started would go on beside the next attempt.
    await boss.stop({ graceful: false }).catch(() => {});
    throw isUnreachable(error) ? error : postgresError(database().name, error);
  }
}
