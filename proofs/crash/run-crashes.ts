import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, watch } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { type EventPlan, floorSecond, notificationId, plannedEvents, timing } from "./event-plan.ts";
import { type FollowerKind, type FollowerSetUp, isRunning, startFollower, untilLocked } from "./follower.ts";
import { startCrashServer } from "./server-process.ts";
import { type CrashVerdict, type JournalVerdict, judgeJournal, judgeOutput } from "./verdict.ts";

/** What came of a run. */
export interface CrashResult extends CrashVerdict, JournalVerdict {
  readonly kind: FollowerKind;
  readonly kills: number;
  /** Times that the server was killed and started again. */
  readonly restarts: number;
}

/** How far back the events begin: a follower has something to catch up with. */
const pastMs = 60_000;

/** Kills followers of one kind, lets the last one finish, and compares. */
export async function runCrashes(kind: FollowerKind, kills: number, seed: number): Promise<CrashResult> {
  const plan: EventPlan = { seed, begin: floorSecond(Date.now() - pastMs) };
  using folder = temporaryFolder("crash");
  const server = await startCrashServer({ ...plan, notifications: [notificationId] });
  const setUp: FollowerSetUp = {
    ...{ url: server.url, key: "sandbox-key", from: plan.begin, once: false },
    ...{
      checkpoint: folder.file("checkpoint"),
      out: folder.file("events"),
      journal: folder.file("journal"),
    },
  };
  try {
    for (let killed = 0, ended = 0; killed < kills; ) {
      // While a follower lives, that is.
      const restarted = Math.random() < 0.1 ? server.restart() : undefined;
      // The first half have a past to catch up with, the others wait for what is published, and for what is listed late.
      const moment = killed === kills >> 1 ? untilCaughtUp : randomMoment;
      const lastWords = await killOne(kind, setUp, moment);
      await restarted;
      if (lastWords === undefined) killed++;
      else if (ended++ > kills)
        throw new Error(`Followers end by themselves. The last one said:\n${lastWords}`);
    }
    const until = floorSecond(Date.now());
    await setTimeout(until + timing.lag + timing.overlap + 1_100 - Date.now());
    await finish(kind, setUp);
    const planned = plannedEvents(plan, plan.begin, Date.now());
    const text = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");
    const verdict = judgeOutput(await text(setUp.out), planned, until);
    return {
      kind,
      kills,
      restarts: server.restarts(),
      ...verdict,
      ...judgeJournal(await text(setUp.journal)),
    };
  } finally {
    await server.stop();
  }
}

/** Starts a follower and kills it; what it said if it ended by itself before. */
async function killOne(
  kind: FollowerKind,
  setUp: FollowerSetUp,
  moment: (child: ChildProcess, setUp: FollowerSetUp) => Promise<void>,
): Promise<string | undefined> {
  const child = startFollower(kind, setUp);
  const said = hearken(child);
  const ended = once(child, "close");
  await moment(child, setUp).finally(() => child.kill("SIGKILL"));
  await ended;
  return child.signalCode === "SIGKILL" ? undefined : said();
}

/** What a process has said on stderr by the time of the call. */
export function hearken(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return () => said;
}

/** Most moments are in between two steps that take microseconds: so half of them are right behind a change of a file. */
async function randomMoment(child: ChildProcess, setUp: FollowerSetUp): Promise<void> {
  const dice = Math.random();
  if (dice < 0.1) return setTimeout(Math.random() * 300);
  await untilLocked(child, setUp);
  if (dice < 0.5) return setTimeout(Math.random() * 400);
  let changes = Math.ceil(Math.random() * 12);
  const patience = AbortSignal.timeout(2_500);
  try {
    for await (const _change of watch(dirname(setUp.checkpoint), { signal: patience })) {
      if (--changes <= 0) return;
    }
  } catch (error) {
    if (!patience.aborted) throw error;
  }
}

/** Resolves when a follower has read what there was a second ago, or has ended. */
async function untilCaughtUp(child: ChildProcess, { checkpoint }: FollowerSetUp): Promise<void> {
  while (isRunning(child)) {
    const text = await readFile(checkpoint, "utf8").catch(() => "");
    const { cursor = 0 } = JSON.parse(text.split("\n")[1] || "{}");
    if (cursor > Date.now() - timing.lag - 2_000) return;
    await setTimeout(20);
  }
}

/** Lets a follower read what is left. The server still has bad manners, so that may take a few. */
export async function finish(kind: FollowerKind, setUp: FollowerSetUp): Promise<void> {
  let said = "";
  for (let attempt = 0; attempt < 20; attempt++) {
    const child = startFollower(kind, { ...setUp, once: true });
    const words = hearken(child);
    const [code] = await once(child, "close");
    if (code === 0) return;
    said = words();
  }
  throw new Error(`No follower came to its end. The last one said:\n${said}`);
}
