import type { Checkpoint } from "./checkpoint.ts";
import type { CheckpointFile } from "./checkpoint-file.ts";
import { checkpointError } from "./follow-error.ts";

/**
 * A checkpoint in a file, for Node, Bun and Deno. Each save replaces it as a whole and reaches the disk before it
 * resolves. While a process follows with it, a file `<path>.lock-…` beside it keeps others out. A new process takes
 * over the lock of one that died. Use a local disk: a network file system may not show another machine's lock in time.
 *
 * Fails with `Np6FollowError` as `locked`, `conflict`, `damaged`, `mounted` or `io`.
 *
 * @param path Path of the file. The file is created if it doesn't exist, but its folder is not. `<path>.tmp` is
 *   overwritten.
 */
export function fileCheckpoint(path: string): Checkpoint {
  const name = `checkpoint ${path}`;
  const error = checkpointError(name);
  let file: CheckpointFile | undefined;
  return {
    name,
    async load() {
      // Imported here, because a bundler that ignores the conditions of package.json bundles this module for browsers
      // too.
      const { openCheckpointFile } = await import("./checkpoint-file.ts");
      file = await openCheckpointFile(path, error);
      return file.stored;
    },
    async save(state, expected) {
      if (!file) throw error("locked", "load it first, which locks it.");
      return file.save(state, expected);
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}
