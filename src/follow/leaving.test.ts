import { describe, expect, it } from "vitest";
import { type Checkpoint, memoryCheckpoint } from "./checkpoint.ts";
import type { FollowQuery } from "./follow-events.ts";
import { at, event, id, listedEvents } from "./testing/fake-server.ts";
import { caught, committedIds, setUp } from "./testing/set-up.ts";

describe("leaving the loop", () => {
  it.each(["leaves by break", "throws"])(
    "closes the query, and the checkpoint once, if it %s",
    async (how) => {
      const { server, follow } = setUp(1_030, { batchEvents: 1 });
      server.add(listedEvents(1, 1), listedEvents(2, 2));
      let closed = 0;
      const checkpoint = { ...memoryCheckpoint(), close: async () => void closed++ };
      const error = new Error("out of the loop");
      const leave = async () => {
        for await (const _batch of follow({ checkpoint })) {
          expect([server.open.size, closed]).toEqual([1, 0]);
          if (how === "throws") throw error;
          break;
        }
      };
      expect(await caught(leave())).toBe(how === "throws" ? error : "nothing was thrown");
      expect([server.open.size, closed]).toEqual([0, 1]);
    },
  );

  it("waits for a commit in progress before it closes the checkpoint", async () => {
    const { server, follow } = setUp(1_030);
    server.add(listedEvents(1, 1));
    const log: string[] = [];
    const inner = memoryCheckpoint();
    const checkpoint: Checkpoint = {
      load: inner.load,
      async save(state, expected) {
        await new Promise(setImmediate);
        log.push("saved");
        return inner.save(state, expected);
      },
      close: async () => void log.push("closed"),
    };
    for await (const batch of follow({ checkpoint })) {
      void batch.commit();
      break;
    }
    expect(log).toEqual(["saved", "saved", "closed"]);
  });
});

const reason = { any: "value will do" };
const planned = Array.from({ length: 40 }, (_, n) => event(n, at(n * 10)));

/**
 * A follower that is aborted at its n-th await on something else than itself, and then one that is not.
 *
 * @returns Whether the first one got that far, and what is left to see of the two.
 */
async function abortAt(n: number) {
  const { server, checkpoint, clock, follow, round, committed } = setUp(1_030, {
    batchEvents: 6,
    windowEvents: 15,
  });
  server.add(...planned.map((event) => ({ event, listedAt: 0 })));
  const controller = new AbortController();
  const opened = { loads: 0, closes: 0 };
  let awaits = 0;
  /** Aborts while something is awaited, which ends in its own time. */
  async function awaited<T>(work: () => T | Promise<T>): Promise<T> {
    if (awaits++ === n) controller.abort(reason);
    await new Promise(setImmediate);
    return work();
  }
  const watched: Checkpoint = {
    load: () => awaited(() => checkpoint.load()).finally(() => opened.loads++),
    save: (state, expected) => awaited(() => checkpoint.save(state, expected)),
    close: async () => void opened.closes++,
  };
  const { executions: list } = server.client;
  // It takes no notice of the signal: following must do so by itself.
  const activations: FollowQuery = (id, query) => ({
    async *batches() {
      const batches = list(id, { ...query, signal: undefined }).batches();
      for await (const batch of batches) yield await awaited(() => batch);
      await awaited(() => {});
    },
  });
  Object.assign(server.client, { activations });
  let failures = 1;
  server.mishap = () => (failures-- > 0 ? { error: { code: "NP6_CONNECTION" }, after: 0 } : undefined);

  const run = async () => {
    const options = { checkpoint: watched, once: true, signal: controller.signal };
    for await (const batch of follow({ ...options, onOpen: () => awaited(() => undefined) })) {
      await batch.commit();
      committed.push(...committedIds(batch));
    }
    return "it ended";
  };
  const running = run().catch((error: unknown) => error);
  // The only timer: the wait after the failure.
  void clock.fire(1_000).catch(() => {});
  const outcome = await running;
  const aborted = controller.signal.aborted;
  const left = { open: server.open.size, timers: clock.pending(), ...opened };
  // Later awaits are none of the first one's.
  awaits = Number.NEGATIVE_INFINITY;
  await round();
  return { aborted, outcome, left, committed };
}

it("abort at any await rejects with the reason, leaves nothing open, loses nothing and repeats nothing", async () => {
  let n = 0;
  for (; ; n++) {
    const { aborted, outcome, left, committed } = await abortAt(n);
    expect(committed, `aborted at await ${n}`).toEqual(planned.map(({ id }) => id));
    expect(left, `aborted at await ${n}`).toEqual({ open: 0, timers: [], loads: 1, closes: 1 });
    expect(outcome, `aborted at await ${n}`).toBe(aborted ? reason : "it ended");
    if (!aborted) break;
  }
  expect(n).toBeGreaterThan(20);
});

describe("abort rejects with the signal's reason", () => {
  it("before anything is read or sent", async () => {
    const { server, round, checkpoint } = setUp(1_030);
    expect(await caught(round({ signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect([server.windows, await checkpoint.load()]).toEqual([[], undefined]);
  });

  it.each(["the rest between rounds", "the wait after a failure"])("during %s", async (when) => {
    const { server, round, clock } = setUp(1_030);
    const controller = new AbortController();
    if (when === "the wait after a failure") {
      server.mishap = () => ({ error: { code: "NP6_CONNECTION" }, after: 0 });
    }
    const error = caught(round({ once: false, signal: controller.signal }));
    while (clock.pending().length === 0) await new Promise(setImmediate);
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect([clock.pending(), server.open.size]).toEqual([[], 0]);
  });

  it("during a window, after the batch in hand, which may still be committed", async () => {
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listedEvents(1, 1), listedEvents(2, 2));
    const controller = new AbortController();
    const batches = follow({ signal: controller.signal })[Symbol.asyncIterator]();
    const { value: batch } = await batches.next();
    controller.abort(reason);
    await batch.commit();
    expect(await caught(batches.next())).toBe(reason);
    expect(server.open.size).toBe(0);
    await round();
    expect(committed).toEqual([id(2)]);
  });
});
