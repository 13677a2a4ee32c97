import type { ChildProcess } from "node:child_process";
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
