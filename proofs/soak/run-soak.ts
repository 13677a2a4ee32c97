import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { floorSecond, notificationId, plannedEvents, timing } from "../crash/event-plan.ts";
import type { FollowerSetUp } from "../crash/follower.ts";
import { finish } from "../crash/run-crashes.ts";
import { startCrashServer } from "../crash/server-process.ts";
import { type CrashVerdict, judgeJournal, judgeOutput } from "../crash/verdict.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { type ProcessSample, restartMeanwhile, startWatched } from "./watched-process.ts";

/** What came of a soak. */
export interface SoakResult extends CrashVerdict {
  readonly samples: readonly ProcessSample[];
  readonly restarts: number;
  /** False if the process ended by itself. */
  readonly lived: boolean;
  /** Batches that came again after their commit; of followers alone. */
  readonly afterCommit?: number;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Lets one follower follow a server that grows, throttles, breaks off and is restarted every ten seconds or so. */
export async function runSoak(minutes: number): Promise<SoakResult> {
  const plan = { seed: 1, begin: floorSecond(Date.now() - 60_000) };
  using folder = temporaryFolder("soak");
  const server = await startCrashServer({ ...plan, notifications: [notificationId] });
  const setUp: FollowerSetUp = {
    ...{ url: server.url, key: "sandbox-key", from: plan.begin, once: false },
    ...{ checkpoint: folder.file("checkpoint"), out: folder.file("events"), journal: folder.file("journal") },
  };
  try {
    const args = [path("../crash/library-follower.ts"), JSON.stringify(setUp)];
    const watched = startWatched(args, process.env);
    const ended = once(watched.child, "exit");
    await restartMeanwhile(watched, server, minutes);
    const lived = watched.child.kill("SIGKILL");
    await ended;
    if (!lived) console.log(watched.lastWords());
    const until = floorSecond(Date.now());
    await setTimeout(until + timing.lag + timing.overlap + 1_100 - Date.now());
    await finish("library", setUp);
    return {
      ...judgeOutput(await readFile(setUp.out, "utf8"), plannedEvents(plan, plan.begin, Date.now()), until),
      afterCommit: judgeJournal(await readFile(setUp.journal, "utf8")).afterCommit,
      ...{ samples: watched.samples, lived, restarts: server.restarts() },
    };
  } finally {
    await server.stop();
  }
}
