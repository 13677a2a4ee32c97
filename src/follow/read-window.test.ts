import { describe, expect, it, onTestFinished } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { type Checkpoint, memoryCheckpoint } from "./checkpoint.ts";
import type { FollowedEvent } from "./event-keys.ts";
import { type FollowBatch, readWindow, rejectUnfiltered } from "./read-window.ts";
import { at, epoch, id, listedEvents } from "./testing/fake-server.ts";
import { caught, committedIds, setUp } from "./testing/set-up.ts";

describe("a batch", () => {
  it("is delivered again after a restart until it is committed, and then never", async () => {
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 2 });
    server.add(...[1, 2, 3, 4, 5].map((n) => listedEvents(n, n * 100)));
    for await (const batch of follow()) {
      if (committedIds(batch).includes(id(3))) break;
      await batch.commit();
    }
    for await (const batch of follow()) {
      expect(committedIds(batch)).toEqual([id(3), id(4)]);
      break;
    }
    await round();
    expect(committed).toEqual([3, 4, 5].map(id));
    expect(await round()).toEqual([]);
  });

  it("must be committed before the next one is requested", async () => {
    const { server, follow } = setUp(1_030, { batchEvents: 1 });
    server.add(listedEvents(1, 1), listedEvents(2, 2));
    const batches = follow()[Symbol.asyncIterator]();
    await batches.next();
    const error = await caught(batches.next());
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toContain("The batch before was not committed");
    expect(server.open.size).toBe(0);
  });

  it("is committed once, however often that is called", async () => {
    const { server, follow, checkpoint } = setUp(1_030);
    server.add(listedEvents(1, 1));
    for await (const batch of follow({ once: true })) {
      await Promise.all([batch.commit({ n: 1 }), batch.commit({ n: 2 })]);
      const { version, state } = (await checkpoint.load()) ?? {};
      await batch.commit({ n: 3 });
      expect([version, JSON.parse(state ?? "").attachment]).toEqual(["2", { n: 1 }]);
    }
  });

  it("can't be committed after the loop was left, and is delivered again", async () => {
    const { server, follow, round } = setUp(1_030);
    server.add(listedEvents(1, 1));
    const left: FollowBatch<FollowedEvent>[] = [];
    for await (const batch of follow()) {
      left.push(batch);
      break;
    }
    const error = await caught(Promise.all(left.map((batch) => batch.commit())));
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toContain("memory checkpoint: this batch belongs to a loop that has ended");
    expect(await round()).toMatchObject([{ events: [{ id: id(1) }] }]);
  });

  it("counts late events: those in a time that was read before", async () => {
    const { server, round, jump } = setUp(1_030);
    // The one just within lag + overlap, the other after a round that was further behind it.
    server.add(
      listedEvents(1, 900),
      listedEvents(2, 990, at(990 + 330)),
      listedEvents(3, 990, at(990 + 332)),
    );
    expect((await round()).map((batch) => [committedIds(batch), batch.late])).toEqual([[[id(1)], 0]]);
    jump(289);
    server.add(listedEvents(4, 1_250));
    expect(await round()).toMatchObject([{ late: 0 }]);
    jump(1);
    expect((await round()).map((batch) => [committedIds(batch), batch.late])).toEqual([[[id(2)], 1]]);
    jump(1);
    expect(await round()).toEqual([]);
    jump(1);
    // Missed, as documented.
    expect(await round()).toEqual([]);
  });

  it("has the window it came from", async () => {
    const { server, round } = setUp(1_030);
    server.add(listedEvents(1, 900));
    expect(await round()).toMatchObject([{ window: { start: epoch, end: at(1_000) } }]);
  });
});

describe("a window", () => {
  const signal = undefined;
  const nothing = async function* () {};
  const window = { start: epoch, end: at(100) };

  it("is read whole when it has as many events as one may have", async () => {
    const { server, round } = setUp(1_030, { windowEvents: 10 });
    server.add(...Array.from({ length: 10 }, (_, n) => listedEvents(n, n * 50)));
    await round();
    expect(server.windows).toEqual([[0, 1_000]]);
  });

  it("calls no event late that was published when the last window ended", async () => {
    const { server, round, jump } = setUp(1_030);
    await round();
    server.add(listedEvents(1, 1_000));
    jump(60);
    expect(await round()).toMatchObject([{ late: 0 }]);
  });

  it.each([
    ["its end", { cursor: at(100), settled: epoch }],
    ["what is settled", { cursor: epoch, settled: epoch + 1_000 }],
  ])("without events saves %s", async (_what, progress) => {
    const saved: unknown[] = [];
    const position = {
      progress: { cursor: epoch, settled: epoch },
      knows: () => false,
      advance: async (by: unknown) => void saved.push(by),
      close: async () => {},
      error: () => new Error("none") as never,
    };
    const reading = readWindow(window, {
      ...{ list: nothing, position, progress, maxEvents: 10, batchEvents: 10, signal },
    });
    expect(await reading.next()).toEqual({ done: true, value: { listed: 0 } });
    expect(saved).toEqual([{ progress }]);
  });

  it("tells which event the server listed for which window, if it does not filter", () => {
    expect(() => rejectUnfiltered(at(100), window)).toThrow(
      `Asked for 2026-01-01T00:00:00.000Z/2026-01-01T00:01:40.000Z, the server listed an event of ${at(100)}`,
    );
    expect(() => rejectUnfiltered(epoch, window)).not.toThrow();
  });
});

describe("a commit that fails", () => {
  /** Refuses to save as long as it is told to. */
  function moody(): Checkpoint & { error: Error | undefined } {
    const inner = memoryCheckpoint();
    const outer = {
      error: undefined as Error | undefined,
      load: inner.load,
      async save(state: string, expected: string | undefined) {
        if (outer.error) throw outer.error;
        return inner.save(state, expected);
      },
    };
    return outer;
  }

  it("can be tried again", async () => {
    const checkpoint = moody();
    const { server, follow, round } = setUp(1_030);
    server.add(listedEvents(1, 1));
    for await (const batch of follow({ once: true, checkpoint })) {
      checkpoint.error = new Error("disk full");
      expect(await caught(batch.commit())).toBe(checkpoint.error);
      checkpoint.error = undefined;
      await batch.commit();
    }
    expect(await round({ checkpoint })).toEqual([]);
  });

  it("ends the loop with its error if nobody catches it, and the batch is delivered again", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const checkpoint = moody();
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listedEvents(1, 1), listedEvents(2, 2));
    const broken = async () => {
      for await (const batch of follow({ checkpoint })) {
        checkpoint.error = new Error("disk full");
        void batch.commit();
      }
    };
    expect(await caught(broken())).toBe(checkpoint.error);
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
    checkpoint.error = undefined;
    await round({ checkpoint });
    expect(committed).toEqual([id(1), id(2)]);
  });

  it("fails as a conflict if another follower saved meanwhile, whose commits stand", async () => {
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listedEvents(1, 1), listedEvents(2, 2));
    for await (const batch of follow()) {
      await round();
      const error = await caught(batch.commit());
      expect(error).toMatchObject({ name: "Np6FollowError", kind: "conflict" });
      expect(String(error)).toMatch(/memory checkpoint: another follower saved it meanwhile/);
      break;
    }
    expect(committed).toEqual([id(1), id(2)]);
    expect(await round()).toEqual([]);
  });
});
