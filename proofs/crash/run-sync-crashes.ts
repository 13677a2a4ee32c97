import { once } from "node:events";
import { statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { type EventPlan, floorSecond } from "./event-plan.ts";
import { isRunning } from "./follower.ts";
import { startCrashServer } from "./server-process.ts";
import { openSyncDatabase, type SyncDatabase, type SyncDatabaseKind } from "./sync-database.ts";
import { finishSync, judgeDatabase, type SyncWorkerSetUp, startWorker } from "./sync-worker.ts";
import type { CrashVerdict } from "./verdict.ts";

/** What came of killing workers. */
export interface SyncCrashResult extends CrashVerdict {
  readonly database: SyncDatabaseKind;
  readonly kills: number;
  /** Times that the server, and the database, were ended and started again. */
  readonly restarts: number;
  readonly databaseRestarts: number;
  /** Most requests that reached the server within ten seconds, and the most that may. */
  readonly mostRequests: number;
  readonly allowedRequests: number;
  /** The longest that a dead worker kept a stream from the others, in seconds. */
  readonly longestHold: number;
  /** Events that the database calls late. Without any, no worker was where late events come. */
  readonly late: number;
}

const timing = { lag: 500, overlap: 3_000, every: 100, maxEvery: 1_000 };
const notifications = [156, 157, 158, 159];
const maxRequestsPerSecond = 10;

/** Kills workers of one kind of database, lets the last one finish, and compares. */
export async function runSyncCrashes(
  database: SyncDatabaseKind,
  kills: number,
  seed: number,
): Promise<SyncCrashResult> {
  // How far back the events begin: there is something to catch up with.
  const plan: EventPlan = { seed, begin: floorSecond(Date.now() - 60_000), perSecond: 4 };
  using folder = temporaryFolder("crash");
  await using db = await openSyncDatabase(database, folder.file("events.db"));
  const log = folder.file("requests");
  const server = await startCrashServer({ ...plan, notifications, log, retryAfter: 1 });
  const setUp: SyncWorkerSetUp = {
    ...{ url: server.url, database: db.address, notifications, from: plan.begin, maxRequestsPerSecond },
    ...timing,
  };
  const holds = watchHolds(db);
  try {
    await killAll(setUp, log, kills, db, server);
    const until = floorSecond(Date.now());
    await setTimeout(until + timing.lag + timing.overlap + 1_100 - Date.now());
    await finishSync(setUp);
    const longestHold = await holds.stop();
    const verdict = await judgeDatabase(db, plan, notifications, until);
    const requests = (await readFile(log, "utf8")).trim().split("\n").map(Number);
    return {
      ...{ database, kills, restarts: server.restarts(), databaseRestarts: db.restarts(), longestHold },
      ...verdict,
      mostRequests: mostWithin(requests, 10_000),
      allowedRequests: 11 * maxRequestsPerSecond + 2,
    };
  } finally {
    await holds.stop();
    await server.stop();
  }
}

/** Keeps workers running, one for SQLite and three for Postgres, and kills them one after the other. */
async function killAll(
  setUp: SyncWorkerSetUp,
  log: string,
  kills: number,
  db: SyncDatabase,
  server: { restart(): Promise<void> },
): Promise<void> {
  writeFileSync(log, "");
  const workers = Array.from({ length: db.workers }, () => startWorker(setUp));
  try {
    for (let killed = 0, ended = 0; killed < kills; ) {
      const place = Math.floor(Math.random() * workers.length);
      const { child, said } = workers[place] ?? startWorker(setUp);
      const dice = Math.random();
      const restarted = dice < 0.1 ? server.restart() : dice < 0.15 ? db.restart() : undefined;
      await randomMoment(log, db.workers);
      child.kill("SIGKILL");
      if (isRunning(child)) await once(child, "exit");
      await restarted;
      if (child.signalCode === "SIGKILL") killed++;
      else if (ended++ > kills) throw new Error(`Workers end by themselves. The last one said:\n${said()}`);
      workers[place] = startWorker(setUp);
    }
  } finally {
    for (const { child } of workers) {
      child.kill("SIGKILL");
      if (isRunning(child)) await once(child, "exit");
    }
  }
}

/** Half of the moments are any; the others are soon after a request, because a crash in a transaction is rare otherwise. */
async function randomMoment(log: string, workers: number): Promise<void> {
  if (Math.random() < 0.5) return setTimeout(Math.random() * 1_500 * workers);
  // A line is 14 bytes.
  const size = statSync(log).size + 14 * Math.ceil(Math.random() * 20);
  for (const began = Date.now(); statSync(log).size < size && Date.now() - began < 4_000; ) {
    await setTimeout(2);
  }
  return setTimeout(Math.random() * 50);
}

/** Looks how long workers hold a stream without a sign of life, while they are killed. */
function watchHolds(db: SyncDatabase): { stop(): Promise<number> } {
  const end = new AbortController();
  let longest = 0;
  const watching = (async () => {
    while (!end.signal.aborted) {
      longest = Math.max(longest, await db.longestHold().catch(() => 0));
      await setTimeout(500, undefined, { signal: end.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      end.abort();
      await watching;
      return Math.round(longest);
    },
  };
}

/** The most that any span of this length saw. */
function mostWithin(times: readonly number[], span: number): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - span) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
