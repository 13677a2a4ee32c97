import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Arguments for Node that make a child tell on its fourth stream (`stdio[3]`, a pipe) how much memory it held at most. */
export const reportPeak: readonly string[] = [
  "--import",
  fileURLToPath(new URL("report-peak.mjs", import.meta.url)),
];

/** The most memory that a child with {@link reportPeak} held, in MB. 0 if a signal ended it. */
export async function peakMbOf({ stdio }: ChildProcess): Promise<number> {
  return Number(await text(stdio[3] as Readable)) / 1024;
}

/** What one run of a program took. */
export interface PeakRun {
  readonly peakMb: number;
  readonly seconds: number;
}

/**
 * Runs Node to its end and measures it. What it prints is thrown away, but for stderr.
 *
 * @param args For Node: its options, the script, the script's arguments.
 * @throws Error it does not end with 0.
 */
export async function measurePeak(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<PeakRun> {
  const began = performance.now();
  // For writing alone: np6-events takes what "ignore" opens, for reading and writing, for a stdout that is closed.
  const discard = openSync(devNull, "w");
  const child = spawn(process.execPath, [...reportPeak, ...args], {
    stdio: ["ignore", discard, "inherit", "pipe"],
    env,
  });
  closeSync(discard);
  const [peakMb, [code]] = await Promise.all([peakMbOf(child), once(child, "close")]);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}.`);
  return { peakMb, seconds: (performance.now() - began) / 1000 };
}
