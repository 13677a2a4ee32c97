import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { type EventPlan, floorSecond, type PlannedStream, plannedEvents } from "./event-plan.ts";
import { isRunning } from "./follower.ts";
import { hearken } from "./run-crashes.ts";
import { startCrashServer } from "./server-process.ts";
import { openSyncDatabase, type SyncDatabase, type SyncDatabaseKind } from "./sync-database.ts";
import { type CrashVerdict, judgeOutput } from "./verdict.ts";

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
const streams: readonly PlannedStream[] = notifications.flatMap((notificationId) =>
  eventKinds.map((kind) => ({ kind, notificationId })),
);

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
  const setUp: SyncSetUp = { url: server.url, database: db.address, from: plan.begin, log };
  const holds = watchHolds(db);
  try {
    await killAll(setUp, kills, db, server);
    const until = floorSecond(Date.now());
    await setTimeout(until + timing.lag + timing.overlap + 1_100 - Date.now());
    await finish(setUp);
    const longestHold = await holds.stop();
    const verdict = await judge(db, plan, until);
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
  setUp: SyncSetUp,
  kills: number,
  db: SyncDatabase,
  server: { restart(): Promise<void> },
): Promise<void> {
  writeFileSync(setUp.log, "");
  const workers = Array.from({ length: db.workers }, () => startWorker(setUp));
  try {
    for (let killed = 0, ended = 0; killed < kills; ) {
      const place = Math.floor(Math.random() * workers.length);
      const { child, said } = workers[place] ?? startWorker(setUp);
      const dice = Math.random();
      const restarted = dice < 0.1 ? server.restart() : dice < 0.15 ? db.restart() : undefined;
      await randomMoment(setUp, db.workers);
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

/** What workers are told. */
interface SyncSetUp {
  readonly url: string;
  /** A SQLite file, or the address of a Postgres database. */
  readonly database: string;
  /** Where new streams begin, in milliseconds since 1970 UTC. */
  readonly from: number;
  /** File that gets a line with each request that reaches the server. */
  readonly log: string;
}

interface Worker {
  readonly child: ChildProcess;
  /** What it has said on stderr. */
  readonly said: () => string;
}

/** Starts `np6-events sync`, which begins where the one before ended. */
function startWorker({ url, database, from }: SyncSetUp, ...more: string[]): Worker {
  const { lag, overlap, every, maxEvery } = timing;
  const args = ["sync", "--notification", notifications.join(), "--from", `${from}`, ...more];
  args.push("--lag", `${lag}ms`, "--overlap", `${overlap}ms`, "--max-rps", `${maxRequestsPerSecond}`);
  args.push("--every", `${every}ms`, "--max-every", `${maxEvery}ms`);
  const child = spawn(process.execPath, [path("../../src/cli/np6-events.ts"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"],
      NODE_NO_WARNINGS: "1",
      // Its source is compiled once, not in each process.
      NODE_COMPILE_CACHE: path("../../node_modules/.cache/node-compile"),
      ...{ NP6_BASE_URL: url, NP6_API_KEY: "sandbox-key", NP6_DATABASE_URL: database },
    },
  });
  return { child, said: hearken(child) };
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Half of the moments are any; the others are soon after a request, because a crash in a transaction is rare otherwise. */
async function randomMoment({ log }: SyncSetUp, workers: number): Promise<void> {
  if (Math.random() < 0.5) return setTimeout(Math.random() * 1_500 * workers);
  // A line is 14 bytes.
  const size = statSync(log).size + 14 * Math.ceil(Math.random() * 20);
  for (const began = Date.now(); statSync(log).size < size && Date.now() - began < 4_000; ) {
    await setTimeout(2);
  }
  return setTimeout(Math.random() * 50);
}

/** Lets workers read what is left. The server still has bad manners, so that may take a few. */
async function finish(setUp: SyncSetUp): Promise<void> {
  let said = "";
  for (let attempt = 0; attempt < 20; attempt++) {
    const worker = startWorker(setUp, "--once");
    const [code] = await once(worker.child, "close");
    if (code === 0) return;
    said = worker.said();
  }
  throw new Error(`No worker came to its end. The last one said:\n${said}`);
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

/** Compares each stream in the database with what was planned for it. */
async function judge(
  db: SyncDatabase,
  plan: EventPlan,
  until: number,
): Promise<CrashVerdict & Pick<SyncCrashResult, "late">> {
  const total = { expected: 0, lost: 0, repeated: 0, torn: 0, late: 0 };
  const now = Date.now();
  for (const stream of streams) {
    const { texts, late } = await db.read(stream);
    const planned = plannedEvents(plan, plan.begin, now, stream);
    const verdict = judgeOutput(texts.map((text) => `${text}\n`).join(""), planned, until);
    for (const name of ["expected", "lost", "repeated", "torn"] as const) total[name] += verdict[name];
    total.late += late;
  }
  return total;
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
