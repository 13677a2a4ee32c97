import { Np6ConfigError } from "../errors.ts";

/** A half-open window, `start <= timestamp < end`, in milliseconds since 1970 UTC. */
export interface FollowWindow {
  readonly start: number;
  readonly end: number;
}

/** New events, to be acknowledged before the next ones are asked for. */
export interface FollowBatch<E> {
  /** At least one, at most 5,000, in the order in which the server listed them: ascending. */
  readonly events: readonly E[];
  /** What was asked for when they came. A window may give many batches, or none. */
  readonly window: FollowWindow;
  /** How many of the events are late: their time had been read when they were not listed yet. */
  readonly late: number;
  /**
   * Acknowledges the batch: once this resolves, its events don't come again; until then they do, after a restart. If it
   * fails, call it again or leave the loop. Once it succeeded, further calls do nothing.
   *
   * @param attachment JSON value that is saved by the same write and given to `onOpen` after a restart: what it takes to
   *   undo what was done for a batch that was not committed, such as the length of an output file. `undefined` keeps
   *   the one before.
   * @throws Np6FollowError, or what `save` of a checkpoint of your own rejects with.
   */
  commit(attachment?: unknown): Promise<void>;
}

/** The way from a batch to its acknowledgement. */
export interface Acknowledgement {
  readonly commit: FollowBatch<unknown>["commit"];
  /** Rejects unless the batch was committed by now; waits if that is under way. */
  settled(): Promise<void>;
}

/** @param save Run until it succeeds once, each time that the consumer commits. */
export function acknowledgement(save: (attachment: unknown) => Promise<void>): Acknowledgement {
  let saving: Promise<void> | undefined;
  let failure: unknown = new Np6ConfigError(
    "The batch before was not committed: `await batch.commit()`, or leave the loop to get it again after a restart.",
  );
  return {
    commit(attachment) {
      saving ??= save(attachment).catch((error) => {
        saving = undefined;
        failure = error;
        throw error;
      });
      // Who does not await it gets the error with the next batch: it must not end the process.
      saving.catch(() => {});
      return saving;
    },
    async settled() {
      if (!saving) throw failure;
      await saving;
    },
  };
}
