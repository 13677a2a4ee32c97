import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ServerProcess } from "../crash/server-process.ts";

/** What a process held, sampled once a second. */
export interface ProcessSample {
  /** Bytes that are in use after a garbage collection. */
  readonly heapUsed: number;
  /** Bytes of memory. */
  readonly rss: number;
  /** Open files and sockets. */
  readonly descriptors: number;
}

/** A process that is sampled. */
export interface WatchedProcess {
  readonly child: ChildProcess;
  /** The samples so far. */
  readonly samples: readonly ProcessSample[];
  /** The last lines that it wrote on stderr. */
  readonly lastWords: () => string;
}

/** Starts Node with these arguments, and samples it. */
export function startWatched(args: readonly string[], env: NodeJS.ProcessEnv): WatchedProcess {
  const sampler = fileURLToPath(new URL("sample-process.mjs", import.meta.url));
  // V8 gives young objects more room in steps, minutes apart and whatever the program holds: up to 48 MB that would
  // pass for a leak, or hide one.
  const watched = ["--max-semi-space-size=1", "--expose-gc", "--import", sampler, ...args];
  const child = spawn(process.execPath, watched, {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    env: { ...env, NODE_NO_WARNINGS: "1" },
  });
  const samples: ProcessSample[] = [];
  createInterface(child.stdio[3] as Readable).on("line", (line) => samples.push(JSON.parse(line)));
  let words: string[] = [];
  createInterface(child.stderr as Readable).on("line", (line) => {
    // A server with bad manners makes a sync say a lot.
    words = [...words, line].slice(-10);
  });
  return { child, samples, lastWords: () => words.join("\n") };
}

/** Restarts the server every ten seconds or so, for so many minutes or until the process has ended by itself. */
export async function restartMeanwhile(
  { child }: WatchedProcess,
  server: ServerProcess,
  minutes: number,
): Promise<void> {
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end && child.exitCode === null) {
    await setTimeout(Math.min(5_000 + Math.random() * 10_000, end - Date.now()));
    await server.restart();
  }
}
