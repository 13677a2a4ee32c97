import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import type { VariantResult } from "./judge-variant.ts";
import { runOne } from "./run-self-test.ts";

/** Servers that one thread runs at a time. */
const lanesPerThread = 3;
/** More threads gain little: each run is a conversation of a hundred requests. */
const mostThreads = 4;

/** Threads that run servers of the catalogue. */
export interface Threads {
  /** How many servers run at a time. */
  readonly lanes: number;
  run(id: string): Promise<VariantResult>;
  close(): Promise<void>;
}

/** Starts a thread for each processor. */
export function startThreads(): Threads {
  const count = Math.min(availableParallelism(), mostThreads);
  const workers = Array.from({ length: count }, () => new Worker(new URL(import.meta.url)));
  const pending = new Map<string, { resolve(result: VariantResult): void; reject(error: unknown): void }>();
  for (const worker of workers) {
    worker.on("message", (result: VariantResult) => pending.get(result.id)?.resolve(result));
    worker.on("error", (error) => {
      for (const { reject } of pending.values()) reject(error);
    });
  }
  let turn = 0;
  return {
    lanes: count * lanesPerThread,
    run: (id) =>
      new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        workers[turn++ % count]?.postMessage(id);
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

if (!isMainThread) {
  parentPort?.on("message", async (id: string) => parentPort?.postMessage(await runOne(id)));
}
