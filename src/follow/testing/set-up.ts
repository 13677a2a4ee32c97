import { type ManualPlatform, manualPlatform } from "../../transport/testing/manual-platform.ts";
import { type Checkpoint, memoryCheckpoint } from "../checkpoint.ts";
import type { FollowedEvent } from "../event-keys.ts";
import { type FollowOptions, followEventsWith, systemFollowPlatform } from "../follow-events.ts";
import type { FollowBatch } from "../read-window.ts";

import { epoch, type FakeKind, type FakeServer, fakeServer } from "./fake-server.ts";

/** A fake server, a clock and a checkpoint, for followers one after the other. */
export interface SetUp {
  readonly server: FakeServer;
  readonly clock: ManualPlatform;
  /** Sets the clock forward, or back, by seconds; no timer fires. */
  jump(seconds: number): void;
  readonly checkpoint: Checkpoint;
  /** Ids of the events that were committed, in order. */
  readonly committed: string[];
  /** Starts a follower from {@link epoch}: lag 30 s, overlap 300 s, every 60 s. */
  follow(options?: Partial<FollowOptions<FakeKind>>): AsyncIterable<FollowBatch<FollowedEvent>>;
  /** Runs one round, commits every batch, and gives them back. */
  round(options?: Partial<FollowOptions<FakeKind>>): Promise<FollowBatch<FollowedEvent>[]>;
}

/** @param start Where the clock stands, in seconds after {@link epoch}. */
export function setUp(
  start: number,
  limits: { readonly windowEvents?: number; readonly batchEvents?: number } = {},
): SetUp {
  const clock = manualPlatform(epoch + start * 1000);
  let offset = 0;
  const now = () => clock.now() + offset;
  const server = fakeServer(now);
  const checkpoint = memoryCheckpoint();
  const committed: string[] = [];
  const platform = { ...systemFollowPlatform, now, after: clock.after, ...limits };
  const follow: SetUp["follow"] = (options) =>
    followEventsWith(
      server.client,
      { kind: "activations", id: 156, from: epoch, checkpoint, ...options },
      platform,
    );
  return {
    server,
    clock,
    jump: (seconds) => {
      offset += seconds * 1000;
    },
    checkpoint,
    committed,
    follow,
    async round(options) {
      const batches: FollowBatch<FollowedEvent>[] = [];
      for await (const batch of follow({ once: true, ...options })) {
        await batch.commit();
        batches.push(batch);
        committed.push(...committedIds(batch));
      }
      return batches;
    },
  };
}

/** The ids of a batch's events. */
export function committedIds({ events }: FollowBatch<FollowedEvent>): string[] {
  return events.map(({ id }) => id ?? "none");
}

/** The reason with which a promise rejects. */
export async function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
}
