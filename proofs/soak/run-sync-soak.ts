import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { type EventPlan, floorSecond } from "../crash/event-plan.ts";
import { startCrashServer } from "../crash/server-process.ts";
import { openSyncDatabase, type SyncDatabaseKind } from "../crash/sync-database.ts";
import { finishSync, judgeDatabase, type SyncWorkerSetUp, workerCommand } from "../crash/sync-worker.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import type { SoakResult } from "./run-soak.ts";
import { restartMeanwhile, startWatched } from "./watched-process.ts";

/** A stream is read every ten seconds or so: for 300 streams a rate that a slow machine keeps up with. */
const settings = { lag: 500, overlap: 3_000, every: 2_000, maxEvery: 10_000, maxRequestsPerSecond: 60 };

/** Syncs streams into a database, from a server that grows, throttles, breaks off and is restarted. */
export async function runSyncSoak(
  minutes: number,
  streams: number,
  database: SyncDatabaseKind,
): Promise<SoakResult> {
  const plan: EventPlan = { seed: 1, begin: floorSecond(Date.now() - 10_000), perSecond: 1 };
  const notifications = Array.from(
    { length: Math.ceil(streams / eventKinds.length) },
    (_, index) => 156 + index,
  );
  using folder = temporaryFolder("soak");
  await using db = await openSyncDatabase(database, folder.file("events.db"));
  const server = await startCrashServer({ ...plan, notifications, retryAfter: 1 });
  const setUp: SyncWorkerSetUp = {
    ...{ url: server.url, database: db.address, notifications, from: plan.begin },
    ...settings,
  };
  try {
    const { args, env } = workerCommand(setUp);
    const watched = startWatched(args, env);
    const ended = once(watched.child, "exit");
    await restartMeanwhile(watched, server, minutes);
    const lived = watched.child.kill("SIGKILL");
    await ended;
    if (!lived) console.log(watched.lastWords());
    const until = floorSecond(Date.now());
    await setTimeout(until + settings.lag + settings.overlap + 1_100 - Date.now());
    await finishSync(setUp);
    const { late: _, ...verdict } = await judgeDatabase(db, plan, notifications, until);
    return { ...verdict, samples: watched.samples, lived, restarts: server.restarts() };
  } finally {
    await server.stop();
  }
}
