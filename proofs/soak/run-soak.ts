import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { floorSecond, notificationId, plannedEvents, timing } from "../crash/event-plan.ts";
import type { FollowerSetUp } from "../crash/follower.ts";
import { finish } from "../crash/run-crashes.ts";
import { startCrashServer } from "../crash/server-process.ts";
import { type CrashVerdict, type JournalVerdict, judgeJournal, judgeOutput } from "../crash/verdict.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";

/** What a process held, sampled once a second. */
export interface ProcessSample {
  /** Bytes that are in use after a garbage collection. */
  readonly heapUsed: number;
  /** Bytes of memory. */
  readonly rss: number;
  /** Open files and sockets. */
  readonly descriptors: number;
}

/** What came of a soak. */
export interface SoakResult extends CrashVerdict, JournalVerdict {
  readonly samples: readonly ProcessSample[];
  readonly restarts: number;
  /** False if the follower ended by itself. */
  readonly lived: boolean;
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
    const child = spawn(
      process.execPath,
      [
        // V8 gives young objects more room in steps, minutes apart and whatever the program holds: up to 48 MB that would
        // pass for a leak, or hide one.
        ...["--max-semi-space-size=1", "--expose-gc", "--import", path("sample-process.mjs")],
        ...[path("../crash/library-follower.ts"), JSON.stringify(setUp)],
      ],
      { stdio: ["ignore", "ignore", "inherit", "pipe"], env: { ...process.env, NODE_NO_WARNINGS: "1" } },
    );
    const ended = once(child, "exit");
    const samples: ProcessSample[] = [];
    createInterface(child.stdio[3] as Readable).on("line", (line) => samples.push(JSON.parse(line)));
    const end = Date.now() + minutes * 60_000;
    while (Date.now() < end && child.exitCode === null) {
      await setTimeout(Math.min(5_000 + Math.random() * 10_000, end - Date.now()));
      await server.restart();
    }
    const lived = child.kill("SIGKILL");
    await ended;
    const until = floorSecond(Date.now());
    await setTimeout(until + timing.lag + timing.overlap + 1_100 - Date.now());
    await finish("library", setUp);
    return {
      ...judgeOutput(await readFile(setUp.out, "utf8"), plannedEvents(plan, plan.begin, Date.now()), until),
      ...judgeJournal(await readFile(setUp.journal, "utf8")),
      ...{ samples, lived, restarts: server.restarts() },
    };
  } finally {
    await server.stop();
  }
}
