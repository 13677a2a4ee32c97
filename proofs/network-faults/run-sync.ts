import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { peakMbOf, reportPeak } from "../kit/peak-memory.ts";
import { firstTimestamp, heldEvents } from "./adversary.ts";
import type { FaultDatabase } from "./fault-database.ts";
import type { DatabaseFault, NetworkFault } from "./row.ts";
import { type ConsumerOutcome, key } from "./run-consumer.ts";
import type { SyncProgramSetUp } from "./sync-program.ts";

/** A sync that meets a fault of its database. */
export interface SyncRun {
  /** Breaks the database, if that is to happen halfway; at its first call alone. */
  strike(): Promise<void>;
  /** What came of it, and of a second sync after all was put right. */
  readonly outcome: Promise<ConsumerOutcome>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Starts a sync in a process of its own, and once that has ended another one, on the same database. */
export function startSync(
  url: string,
  { database: fault = {}, seconds = 20 }: NetworkFault,
  database: FaultDatabase,
): SyncRun {
  let striking: ReturnType<NonNullable<DatabaseFault["strike"]>> | undefined;
  async function strike(when: DatabaseFault["when"]): Promise<void> {
    if (striking || when !== (fault.when ?? "halfway")) return;
    striking = fault.strike?.(database);
    await striking;
  }
  /** A sync may say that it waits before the database is wholly broken. */
  async function putRight(): Promise<void> {
    const restore = await striking;
    await restore?.();
  }

  async function meet(): Promise<ConsumerOutcome> {
    await strike("before");
    const child = start(url, database, fault);
    let puttingRight: Promise<void> | undefined;
    let isSignalled = false;
    const first = await ended(child, seconds, (shown) => {
      if (!shown.includes("waiting for it")) return;
      if (fault.signal === undefined) puttingRight ??= putRight();
      else if (!isSignalled) isSignalled = child.kill(fault.signal);
    });
    await (puttingRight ?? putRight());
    const again = first.ended ? await ended(start(url, database, {}), seconds) : first;
    const ids = again.exitCode === 0 ? inHeldOrder(await database.ids()) : [];
    const failed = first.exitCode !== 0 && { error: { message: first.shown } };
    const secondSync = { exitCode: again.exitCode, shown: again.shown };
    return { ...first, ended: first.ended && again.ended, ids, secondSync, ...failed };
  }
  return { strike: () => strike("halfway"), outcome: meet() };
}

function start(url: string, { address }: FaultDatabase, { program, disk }: DatabaseFault): ChildProcess {
  const programSetUp: SyncProgramSetUp = { url, key, address, fault: program ?? "pool-of-one" };
  const commandLine = ["sync", "--notification", "156", "--kinds", "activations", "--once"];
  const args =
    program === undefined
      ? [
          path("../../src/cli/np6-events.ts"),
          ...commandLine,
          "--from",
          `${firstTimestamp}`,
          "--max-rps",
          "100",
        ]
      : [path("sync-program.ts"), JSON.stringify(programSetUp)];
  const command = [process.execPath, ...reportPeak, ...args];
  if (typeof disk === "object") {
    // A shell as POSIX has it: the one in its place may count in other blocks.
    command.unshift("sh", "-c", `ulimit -f ${disk.maxFileBlocks}; exec "$0" "$@"`);
  }
  const [file = "", ...rest] = command;
  return spawn(file, rest, {
    env: {
      ...process.env,
      NODE_NO_WARNINGS: "1",
      ...{ NP6_API_KEY: key, NP6_BASE_URL: url, NP6_DATABASE_URL: address },
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
}

/** Waits for the end of a process, which is killed at its limit. */
async function ended(
  child: ChildProcess,
  seconds: number,
  onShown: (shown: string) => void = () => {},
): Promise<Omit<ConsumerOutcome, "ids">> {
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = true;
    child.kill("SIGKILL");
  }, seconds * 1_000);
  let shown = "";
  for (const stream of [child.stdout, child.stderr]) {
    (stream as Readable).setEncoding("utf8").on("data", (text) => {
      shown += text;
      onShown(shown);
    });
  }
  const [[exitCode], peakMb] = await Promise.all([once(child, "close"), peakMbOf(child)]);
  clearTimeout(limit);
  return { ended: !isOver, exitCode, shown, peakMb };
}

/** Events of one time have no order in a database. */
function inHeldOrder(ids: readonly string[]): readonly string[] {
  const places = new Map(heldEvents.map(({ id }, place) => [id, place]));
  const placeOf = (id: string): number => places.get(id) ?? heldEvents.length;
  return ids.toSorted((a, b) => placeOf(a) - placeOf(b));
}
