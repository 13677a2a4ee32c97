import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { type EventPlan, type PlannedStream, plannedEvents } from "./event-plan.ts";
import { hearken } from "./run-crashes.ts";
import type { SyncDatabase } from "./sync-database.ts";
import { type CrashVerdict, judgeOutput } from "./verdict.ts";

/** What workers of a sync are told. Durations in milliseconds. */
export interface SyncWorkerSetUp {
  readonly url: string;
  /** A SQLite file, or the address of a Postgres database. */
  readonly database: string;
  readonly notifications: readonly number[];
  /** Where new streams begin, in milliseconds since 1970 UTC. */
  readonly from: number;
  readonly maxRequestsPerSecond: number;
  readonly lag: number;
  readonly overlap: number;
  readonly every: number;
  readonly maxEvery: number;
}

/** A process that runs `np6-events sync`. */
export interface SyncWorker {
  readonly child: ChildProcess;
  /** What it has said on stderr. */
  readonly said: () => string;
}

/** How a worker is started: the arguments of Node, and its environment. */
export function workerCommand(
  {
    url,
    database,
    notifications,
    from,
    maxRequestsPerSecond,
    lag,
    overlap,
    every,
    maxEvery,
  }: SyncWorkerSetUp,
  ...more: string[]
): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const args = ["sync", "--notification", notifications.join(), "--from", `${from}`, ...more];
  args.push("--lag", `${lag}ms`, "--overlap", `${overlap}ms`, "--max-rps", `${maxRequestsPerSecond}`);
  args.push("--every", `${every}ms`, "--max-every", `${maxEvery}ms`);
  return {
    args: [path("../../src/cli/np6-events.ts"), ...args],
    env: {
      PATH: process.env["PATH"],
      NODE_NO_WARNINGS: "1",
      // Its source is compiled once, not in each process.
      NODE_COMPILE_CACHE: path("../../node_modules/.cache/node-compile"),
      ...{ NP6_BASE_URL: url, NP6_API_KEY: "sandbox-key", NP6_DATABASE_URL: database },
    },
  };
}

/** Starts a worker, which begins where the one before ended. */
export function startWorker(setUp: SyncWorkerSetUp, ...more: string[]): SyncWorker {
  const { args, env } = workerCommand(setUp, ...more);
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], env });
  return { child, said: hearken(child) };
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Lets workers read what is left. The server still has bad manners, so that may take a few. */
export async function finishSync(setUp: SyncWorkerSetUp): Promise<void> {
  let said = "";
  for (let attempt = 0; attempt < 20; attempt++) {
    const worker = startWorker(setUp, "--once");
    const [code] = await once(worker.child, "close");
    if (code === 0) return;
    said = worker.said();
  }
  throw new Error(`No worker came to its end. The last one said:\n${said}`);
}

/** Compares each stream in the database with what was planned for it. */
export async function judgeDatabase(
  db: SyncDatabase,
  plan: EventPlan,
  notifications: readonly number[],
  until: number,
): Promise<CrashVerdict & { readonly late: number }> {
  const streams: readonly PlannedStream[] = notifications.flatMap((notificationId) =>
    eventKinds.map((kind) => ({ kind, notificationId })),
  );
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
