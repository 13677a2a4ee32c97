import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { inLanes } from "../kit/lanes.ts";
import type { Peer } from "./peer.ts";
import { conformant, type ServerResult } from "./run-server.ts";

/** A tool that takes longer for one server hangs: on the conformant one, the slowest takes a fifth of it. */
const maxServerMs = 120_000;

/** What a tool made of the servers. */
export interface PeerResult {
  readonly peer: string;
  /** What it objects to on the conformant server, in either of two runs. */
  readonly baseline: readonly string[];
  readonly servers: readonly ServerResult[];
}

/**
 * Runs a tool against servers of the catalogue, in some processes at a time.
 *
 * @throws Error the tool does not start, or gives up on the conformant server.
 */
export async function runPeer(peer: Peer, ids: readonly string[], lanes: number): Promise<PeerResult> {
  const first = await startWorker(peer);
  const baseline: string[] = [];
  for (const _ of [1, 2]) {
    const { result, worker } = await runIn(first, peer, conformant.id);
    if (worker !== first) throw new Error(`${peer.title} broke down at the conformant server.`);
    baseline.push(...result.complaints);
  }
  const broken = baseline.find((complaint) => complaint.startsWith("gave up"));
  if (broken) throw new Error(`${peer.title} gives up on the conformant server (${broken}).`);
  const others = await Promise.all(Array.from({ length: lanes - 1 }, () => startWorker(peer)));
  const workers = [first, ...others];
  const servers = await inLanes(ids, lanes, async (id, lane) => {
    const run = await runIn(workers[lane] ?? first, peer, id);
    workers[lane] = run.worker;
    return run.result;
  });
  for (const worker of workers) worker.disconnect();
  return { peer: peer.id, baseline: [...new Set(baseline)], servers };
}

async function startWorker(peer: Peer): Promise<ChildProcess> {
  const worker = fork(new URL("worker.ts", import.meta.url), [peer.id], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // The leader of a group, so that what it started can be ended with it.
    detached: true,
  });
  let said = "";
  worker.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-2000);
  });
  const ended = once(worker, "exit").then(() => {
    throw new Error(`${peer.title} did not start:\n${said.trim()}`);
  });
  await Promise.race([once(worker, "message"), ended]);
  return worker;
}

/** Runs one server; a worker that hangs or ends at it is a complaint, and is replaced. */
async function runIn(
  worker: ChildProcess,
  peer: Peer,
  id: string,
): Promise<{ readonly result: ServerResult; readonly worker: ChildProcess }> {
  const began = performance.now();
  const listening = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const response = once(worker, "message", listening).then(([result]) => result as ServerResult);
  const ended = once(worker, "exit", listening).then(() => "broke down" as const);
  const late = new Promise<"did not end">((resolve) => {
    timer = setTimeout(() => resolve("did not end"), maxServerMs);
  });
  worker.send(id);
  const outcome = await Promise.race([response, ended, late]);
  clearTimeout(timer);
  listening.abort();
  if (typeof outcome !== "string") return { result: outcome, worker };
  endGroup(worker);
  const durationMs = performance.now() - began;
  return {
    result: { id, complaints: [outcome], requests: 0, durationMs },
    worker: await startWorker(peer),
  };
}

/** Ends a worker with what the tool has started: a Java program that nobody waits for would go on for hours. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended, and nothing of it is left.
  }
}
