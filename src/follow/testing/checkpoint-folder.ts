import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
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
  const folder = await mkdtemp(join(tmpdir(), "np6-follow-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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
