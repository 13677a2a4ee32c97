import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { notificationId, timing } from "./event-plan.ts";

/** What a follower is told. */
export interface FollowerSetUp {
  readonly url: string;
  readonly key: string;
  /** Where to begin, in milliseconds since 1970 UTC. */
  readonly from: number;
  readonly checkpoint: string;
  /** File that gets an event a line. */
  readonly out: string;
  /** File that says what came in which batch; only the library's follower writes it. */
  readonly journal: string;
  readonly once: boolean;
}

/** Which follower is killed: one that uses the library, or the command line with `--out`. */
export const followerKinds = ["library", "out"] as const;

/** A member of {@link followerKinds}. */
export type FollowerKind = (typeof followerKinds)[number];

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Starts a follower. What it says on stderr is delivered as it ends. */
export function startFollower(kind: FollowerKind, setUp: FollowerSetUp): ChildProcess {
  if (kind === "library") return run([path("library-follower.ts"), JSON.stringify(setUp)], {});
  const { url, key, from, checkpoint, out, once } = setUp;
  const { every, lag, overlap } = timing;
  const args = ["follow", "activations", String(notificationId), "--checkpoint", checkpoint, "--out", out];
  args.push(
    "--from",
    String(from),
    "--every",
    `${every}ms`,
    "--lag",
    `${lag}ms`,
    "--overlap",
    `${overlap}ms`,
  );
  if (once) args.push("--once");
  return run([path("../../src/cli/np6-events.ts"), ...args], { NP6_BASE_URL: url, NP6_API_KEY: key });
}

function run(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
  });
}

/** Resolves when a follower has locked its checkpoint, or has ended. */
export async function untilLocked(child: ChildProcess, { checkpoint }: FollowerSetUp): Promise<void> {
  const prefix = `${basename(checkpoint)}.lock-${child.pid}-`;
  while (isRunning(child) && !readdirSync(dirname(checkpoint)).some((name) => name.startsWith(prefix))) {
    await setTimeout(5);
  }
}

/** Whether a process is alive as far as its parent knows. */
export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
