import { describe, expect, it, onTestFinished } from "vitest";
import { Np6ConfigError } from "../errors/index.ts";
import { type Checkpoint, memoryCheckpoint } from "./checkpoint.ts";
import type { FollowedEvent } from "./event-key.ts";
import type { FollowBatch } from "./follow-batch.ts";
import { epoch, event } from "./testing/fake-server.ts";
import { caught, idsOf, setUp } from "./testing/set-up.ts";

const at = (seconds: number) => epoch + seconds * 1000;
const listed = (n: number, seconds: number, listedAt = 0) => ({ event: event(n, at(seconds)), listedAt });
const id = (n: number) => event(n, 0).id;

describe("a batch", () => {
  it("comes again after a restart until it is committed, and then never", async () => {
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 2 });
    server.add(...[1, 2, 3, 4, 5].map((n) => listed(n, n * 100)));
    for await (const batch of follow()) {
      if (idsOf(batch).includes(id(3))) break;
      await batch.commit();
    }
    for await (const batch of follow()) {
      expect(idsOf(batch)).toEqual([id(3), id(4)]);
      break;
    }
    await round();
    expect(committed).toEqual([3, 4, 5].map(id));
    expect(await round()).toEqual([]);
  });

  it("must be committed before the next one is asked for", async () => {
    const { server, follow } = setUp(1_030, { batchEvents: 1 });
    server.add(listed(1, 1), listed(2, 2));
    const batches = follow()[Symbol.asyncIterator]();
    await batches.next();
    expect(await caught(batches.next())).toBeInstanceOf(Np6ConfigError);
    expect(server.open.size).toBe(0);
  });

  it("is committed once, however often that is called", async () => {
    const { server, follow, checkpoint } = setUp(1_030);
    server.add(listed(1, 1));
    for await (const batch of follow({ once: true })) {
      await Promise.all([batch.commit({ n: 1 }), batch.commit({ n: 2 })]);
      const { version, state } = (await checkpoint.load()) ?? {};
      await batch.commit({ n: 3 });
      expect([version, JSON.parse(state ?? "").attachment]).toEqual(["2", { n: 1 }]);
    }
  });

  it("can't be committed any more when the loop was left, and comes again", async () => {
    const { server, follow, round } = setUp(1_030);
    server.add(listed(1, 1));
    const left: FollowBatch<FollowedEvent>[] = [];
    for await (const batch of follow()) {
      left.push(batch);
      break;
    }
    expect(await caught(Promise.all(left.map((batch) => batch.commit())))).toBeInstanceOf(Np6ConfigError);
    expect(await round()).toMatchObject([{ events: [{ id: id(1) }] }]);
  });

  it("has the late ones counted: those behind what had been read", async () => {
    const { server, round, jump } = setUp(1_030);
    // The one just within lag + overlap, the other after a round that was further behind it.
    server.add(listed(1, 900), listed(2, 990, at(990 + 330)), listed(3, 990, at(990 + 332)));
    expect((await round()).map((batch) => [idsOf(batch), batch.late])).toEqual([[[id(1)], 0]]);
    jump(289);
    server.add(listed(4, 1_250));
    expect(await round()).toMatchObject([{ late: 0 }]);
    jump(1);
    expect((await round()).map((batch) => [idsOf(batch), batch.late])).toEqual([[[id(2)], 1]]);
    jump(1);
    expect(await round()).toEqual([]);
    jump(1);
    // Missed, as documented.
    expect(await round()).toEqual([]);
  });

  it("tells which window it came from", async () => {
    const { server, round } = setUp(1_030);
    server.add(listed(1, 900));
    expect(await round()).toMatchObject([{ window: { start: epoch, end: at(1_000) } }]);
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
    server.add(listed(1, 1));
    for await (const batch of follow({ once: true, checkpoint })) {
      checkpoint.error = new Error("disk full");
      expect(await caught(batch.commit())).toBe(checkpoint.error);
      checkpoint.error = undefined;
      await batch.commit();
    }
    expect(await round({ checkpoint })).toEqual([]);
  });

  it("ends the loop with its error if nobody minds it, and the batch comes again", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const checkpoint = moody();
    const { server, follow, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listed(1, 1), listed(2, 2));
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
    server.add(listed(1, 1), listed(2, 2));
    for await (const batch of follow()) {
      await round();
      expect(await caught(batch.commit())).toMatchObject({ name: "Np6FollowError", kind: "conflict" });
      break;
    }
    expect(committed).toEqual([id(1), id(2)]);
    expect(await round()).toEqual([]);
  });
});

describe("an event is the same", () => {
  const pair = async (first: object, second: object) => {
    const { server, round, committed } = setUp(1_030);
    const common = { type: "unknown", timestamp: at(900) };
    server.add({ event: { ...common, ...first }, listedAt: 0 });
    await round();
    server.add({ event: { ...common, ...second }, listedAt: 0 });
    await round();
    return committed.length;
  };
  const uuid = "3F0C2A52-6c1e-4f0e-9a55-0d6a1f7b2c11";

  it.each([
    ["uuid in another case", { id: uuid }, { id: uuid.toLowerCase() }],
    [
      "id that is no uuid",
      { id: "a-1", raw: { id: "a-1" } },
      { id: "a-1", raw: { id: "a-1", changed: true } },
    ],
    ["text, where it has no id", { raw: { a: 1 } }, { raw: { a: 1 } }],
    ["text, where it is no object", { raw: null }, { raw: null }],
  ])("with the same %s", async (_what, first, second) => {
    expect(await pair(first, second)).toBe(1);
  });

  it.each([
    ["uuids", { id: uuid }, { id: uuid.replace("11", "12") }],
    ["ids that are no uuids", { id: "a-1" }, { id: "a-2" }],
    ["texts, where they have no id", { raw: { a: 1 } }, { raw: { a: 2 } }],
  ])("not with different %s", async (_what, first, second) => {
    expect(await pair(first, second)).toBe(2);
  });

  it("also when one answer lists it twice", async () => {
    const { server, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listed(1, 1), listed(1, 1), listed(2, 2), listed(1, 1));
    await round();
    expect(committed).toEqual([id(1), id(2)]);
  });

  it("and one without a number for its time is handed out too", async () => {
    const { server, round } = setUp(1_030);
    const text: object = { timestamp: "soon" };
    server.add({ event: { type: "unknown", raw: {} }, listedAt: 0 });
    server.arrange = (events) => events.flatMap((event) => [event, { ...event, raw: [], ...text }]);
    expect(await round()).toMatchObject([{ events: [{ raw: {} }, { raw: [] }], late: 0 }]);
    expect(await round()).toEqual([]);
  });
});

describe("leaving the loop", () => {
  it.each(["leaves by break", "throws"])(
    "closes the query, and the checkpoint once, if it %s",
    async (how) => {
      const { server, follow } = setUp(1_030, { batchEvents: 1 });
      server.add(listed(1, 1), listed(2, 2));
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

  it("waits for a commit that is under way before it gives the checkpoint back", async () => {
    const { server, follow } = setUp(1_030);
    server.add(listed(1, 1));
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
