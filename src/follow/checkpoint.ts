import { checkpointError } from "./follow-error.ts";

/** What a checkpoint holds. */
export interface StoredCheckpoint {
  /**
   * Text, in fact JSON, to be kept as it is: some 22 bytes for each event of the last `lag + overlap`, and of the window
   * being read.
   */
  readonly state: string;
  /** Tells this state from any other that was ever saved, such as a revision number. */
  readonly version: string;
}

/**
 * Where a follower keeps what it has delivered, with compare-and-swap: two followers on one checkpoint can't both save,
 * so neither can undo what the other acknowledged. Implement it to keep checkpoints in a database.
 */
export interface Checkpoint {
  /** How messages call it, such as its path. Default `checkpoint`. */
  readonly name?: string | undefined;
  /** Called once, before anything else. `undefined` if nothing was saved yet. May take a lock. */
  load(): Promise<StoredCheckpoint | undefined>;
  /**
   * Replaces the state, durably and as a whole, and resolves with its version.
   *
   * @param expected Version that is to be replaced; `undefined` if there must be none.
   * @throws Np6FollowError of the kind `conflict`, and saves nothing, if the version there is another one.
   */
  save(state: string, expected: string | undefined): Promise<string>;
  /** Called once after a `load` that succeeded, when following ends: gives the lock back. */
  close?(): Promise<void>;
}

/** A checkpoint that lives as long as this object: for tests, and for a consumer whose own store is as short-lived. */
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
