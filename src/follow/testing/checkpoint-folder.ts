import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../proofs/kit/temporary-folder.ts";
import type { Checkpoint, StoredCheckpoint } from "../checkpoint.ts";
import { fileCheckpoint } from "../file-checkpoint.ts";

/** A folder that lives as long as the test, for a checkpoint by the name of `state`. */
export interface CheckpointFolder {
  readonly folder: string;
  /** Of the checkpoint. */
  readonly path: string;
  /** Names of the checkpoint's locks. */
  locks(): Promise<string[]>;
  /** Opens the checkpoint, and closes it at the end of the test. */
  opened(): Promise<Checkpoint & { readonly stored: StoredCheckpoint | undefined }>;
}

/** Makes one. */
export async function checkpointFolder(): Promise<CheckpointFolder> {
  const { path: folder, remove } = temporaryFolder("follow");
  onTestFinished(remove);
  const path = join(folder, "state");
  return {
    folder,
    path,
    locks: async () => (await readdir(folder)).filter((name) => name.startsWith("state.lock-")),
    async opened() {
      const checkpoint = fileCheckpoint(path);
      const stored = await checkpoint.load();
      onTestFinished(() => checkpoint.close?.());
      return { ...checkpoint, stored };
    },
  };
}

/** The program of a holder. Its argument is the path of the checkpoint. */
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
