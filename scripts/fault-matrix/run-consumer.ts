import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ConsumerSaid, ConsumerSetUp } from "./consumer.ts";
import type { Consumer, FaultRow } from "./row.ts";

/** A canary: it must be nowhere in what a consumer writes. */
export const key = "canary-key-0123456789abcdef";

/** What came of one consumer. */
export interface Outcome extends ConsumerSaid {
  /** False if it was ended at the time limit. */
  readonly ended: boolean;
  readonly exitCode: number | null;
  /** All it wrote for people: stderr, and of the command line nothing else. */
  readonly shown: string;
  readonly peakMb: number;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Runs a consumer against a server, in a process of its own. */
export async function runConsumer(consumer: Consumer, url: string, row: FaultRow): Promise<Outcome> {
  const setUp = { consumer, url, key, timeout: row.timeout, abortAfter: row.abortAfter } as ConsumerSetUp;
  const args =
    consumer === "pull"
      ? [path("../../src/cli/np6-events.ts"), "pull", "activations", "156"]
      : [path("consumer.ts"), JSON.stringify(setUp)];
  const child = spawn(process.execPath, ["--import", path("report-peak.mjs"), ...args], {
    env: { ...process.env, NODE_NO_WARNINGS: "1", NP6_API_KEY: key, NP6_BASE_URL: url },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let ended = true;
  const limit = setTimeout(
    () => {
      ended = false;
      child.kill("SIGKILL");
    },
    (row.seconds ?? 20) * 1_000,
  );
  const streams = child.stdio.slice(1).map((stream) => text(stream as Readable));
  const [[exitCode], out = "", shown = "", peak] = await Promise.all([once(child, "close"), ...streams]);
  clearTimeout(limit);
  const said = ended ? (consumer === "pull" ? pulled(out, shown, exitCode) : JSON.parse(out)) : { ids: [] };
  return { ...said, ended, exitCode, shown, peakMb: Number(peak) / 1024 };
}

/** The command line tells what it caught in words. */
function pulled(out: string, shown: string, exitCode: number): ConsumerSaid {
  const lines = out.split("\n").filter((line) => line !== "");
  const ids = lines.map((line) => JSON.parse(line)?.id);
  return exitCode === 0 ? { ids } : { ids, error: { message: shown } };
}
