import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { peakMbOf, reportPeak } from "../kit/peak-memory.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import type { ConsumerSaid, ConsumerSetUp } from "./consumer.ts";
import type { FaultDatabaseKind } from "./fault-database.ts";
import type { FaultConsumer, NetworkFault } from "./row.ts";

/** A canary: it must be nowhere in what a consumer writes. */
export const key = "canary-key-0123456789abcdef";

/** What came of one consumer. */
export interface ConsumerOutcome extends ConsumerSaid {
  /** False if it was ended at the time limit. */
  readonly ended: boolean;
  /** `null` if a signal ended it. */
  readonly exitCode: number | null;
  /** All it wrote for people: stderr, and of the command line nothing else. */
  readonly shown: string;
  readonly peakMb: number;
  /** Whether the file still has its old content; of `file` alone. */
  readonly untouched?: boolean;
  /** What else is in the folder of the file. */
  readonly leftOver?: readonly string[];
  /** How a second sync ended, after the database was put right; of syncs alone. */
  readonly secondSync?: Pick<ConsumerOutcome, "exitCode" | "shown">;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const oldContent = "what was there before\n";

/** Runs a consumer against a server, in a process of its own, which `started` gets. */
export async function runConsumer(
  consumer: Exclude<FaultConsumer, FaultDatabaseKind>,
  url: string,
  row: NetworkFault,
  started: (child: ChildProcess) => void,
): Promise<ConsumerOutcome> {
  const { timeout, abortAfter, clock } = row;
  const setUp = { consumer, url, key, timeout, abortAfter, clock } as ConsumerSetUp;
  using folder = temporaryFolder("faults");
  const file = folder.file("events");
  if (consumer === "file") await writeFile(file, oldContent);
  const commandLine = [path("../../src/cli/np6-events.ts"), "pull", "activations", "156"];
  const args = {
    pull: commandLine,
    file: [...commandLine, "--out", file],
  }[consumer as string] ?? [path("consumer.ts"), JSON.stringify(setUp)];
  const child = spawn(process.execPath, [...reportPeak, ...args], {
    env: { ...process.env, NODE_NO_WARNINGS: "1", NP6_API_KEY: key, NP6_BASE_URL: url },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  started(child);
  let ended = true;
  const limit = setTimeout(
    () => {
      ended = false;
      child.kill("SIGKILL");
    },
    (row.seconds ?? 20) * 1_000,
  );
  const [[exitCode], out, shown, peakMb] = await Promise.all([
    once(child, "close"),
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    peakMbOf(child),
  ]);
  clearTimeout(limit);
  const outcome = { ended, exitCode, shown, peakMb };
  if (!ended) return { ...outcome, ids: [] };
  if (consumer === "pull") return { ...outcome, ...written(out, outcome) };
  if (consumer !== "file") {
    const crashed: ConsumerSaid = { ids: [], error: { name: "crashed", message: shown.slice(0, 500) } };
    return { ...outcome, ...(out === "" ? crashed : JSON.parse(out)) };
  }
  const content = await readFile(file, "utf8");
  const untouched = content === oldContent;
  const leftOver = (await readdir(folder.path)).filter((name) => name !== "events");
  return { ...outcome, ...written(untouched ? "" : content, outcome), untouched, leftOver };
}

/** The command line tells what it caught in words. */
function written(
  lines: string,
  { exitCode, shown }: Pick<ConsumerOutcome, "exitCode" | "shown">,
): ConsumerSaid {
  const ids = lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line)?.id);
  return exitCode === 0 ? { ids } : { ids, error: { message: shown } };
}
