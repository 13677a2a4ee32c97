import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** What a holder runs, with the path of the checkpoint for an argument. */
export const holderScript: string = fileURLToPath(new URL("hold-checkpoint.ts", import.meta.url));

/** A living process with a checkpoint, killed with `kill -9` at the end of the test if not before. */
export interface Holder {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Kills it; resolves when it is dead. */
  kill(): Promise<void>;
}

/** Starts one, and waits until it has the checkpoint. */
export async function startHolder(path: string): Promise<Holder> {
  const child = spawn(process.execPath, [holderScript, path], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  onTestFinished(kill);
  await once(child.stdout, "data");
  return { child, pid: child.pid ?? 0, kill };
}
