import { checkpointError } from "./follow-error.ts";

/** The content of a checkpoint. */
export interface StoredCheckpoint {
  /**
   * JSON text, to be stored unchanged: some 22 bytes for each event of the last `lag + overlap`, and of the window
   * being read.
   */
  readonly state: string;
  /** Tells this state from any other that was ever saved, such as a revision number. */
  readonly version: string;
}

/**
 * Where a follower saves its progress, with compare-and-swap: two followers on one checkpoint can't both save, so
 * neither can undo the other's commits. Implement this interface to keep checkpoints in a database.
 */
export interface Checkpoint {
  /** Its name in messages, such as its path. Default `checkpoint`. */
  readonly name?: string | undefined;
  /** Called once, before anything else. `undefined` if nothing was saved yet. May take a lock. */
  load(): Promise<StoredCheckpoint | undefined>;
  /**
   * Replaces the state, durably and as a whole, and resolves with its version.
   *
   * @param expected The version to replace; `undefined` if nothing may have been saved before.
   * @throws Np6FollowError of the kind `conflict`, and saves nothing, if the stored version is another one.
   */
  save(state: string, expected: string | undefined): Promise<string>;
  /** Called once when following ends, after a `load` that succeeded. Releases the lock. */
  close?(): Promise<void>;
}

/** A checkpoint in memory: for tests, and for a consumer that keeps its events in memory, too. */
export function memoryCheckpoint(): Checkpoint {
  const name = "memory checkpoint";
  let stored: StoredCheckpoint | undefined;
  return {
    name,
    load: async () => stored,
    async save(state, expected) {
      if (stored?.version !== expected) throw checkpointError(name)("conflict");
      const version = String(Number(expected ?? 0) + 1);
      stored = { state, version };
      return version;
    },
  };
}
