import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runProgramFile } from "../kit/run-program.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** What a worker prints of one run. */
export interface Measurement {
  readonly seconds: number;
  /** Processor time of that process alone: other processes disturb it less. */
  readonly cpuSeconds: number;
  /** The most memory that it ever held. */
  readonly peakMb: number;
  /** Until the first event was delivered. */
  readonly firstMs?: number;
  readonly events?: number;
}

/** All runs of one subject, or why it failed. */
export type Runs = readonly Measurement[] | { readonly failed: string };

/** Something to measure: its name is the worker's first argument. */
export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
}

/** Node keeps what it compiled of the sources, because the compiler takes 30 MB that no user's process has. */
const env = { ...process.env, NODE_COMPILE_CACHE: here("../../node_modules/.cache/node-compile") };

/** Measures every subject once a round, each in a fresh process: what slows the machine down slows them all. */
export async function interleaved(
  worker: string,
  subjects: readonly Subject[],
  rounds: number,
): Promise<ReadonlyMap<string, Runs>> {
  const all = new Map<string, Runs>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, args } of subjects) {
      const before = all.get(name) ?? [];
      if ("failed" in before) continue;
      const script = here(`workers/${worker}`);
      const { stdout } = await runProgramFile(process.execPath, [script, name, ...args], { env });
      const sample = JSON.parse(stdout) as Measurement | { readonly failed: string };
      all.set(name, "failed" in sample ? sample : [...before, sample]);
      process.stderr.write(".");
    }
  }
  process.stderr.write("\n");
  return all;
}

/** Starts a server in a process of its own; `work` gets its address, and a way to ask for its peak memory in MB. */
export async function withServer<T>(
  script: "server.ts" | "sandbox.ts",
  args: readonly string[],
  work: (url: string, peakMb: () => Promise<number>) => Promise<T>,
): Promise<T> {
  const server = fork(here(script), args);
  try {
    const [url] = (await once(server, "message")) as [string];
    return await work(url, async () => {
      server.send("peak memory");
      return Number((await once(server, "message"))[0]);
    });
  } finally {
    server.disconnect();
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Median of one figure of some runs. */
export function typical(runs: readonly Measurement[], figure: keyof Measurement): number {
  return median(runs.map((sample) => sample[figure] ?? Number.NaN));
}
