import { describe, expect, it } from "vitest";
import { type ManualPlatform, manualPlatform } from "../transport/testing/manual-platform.ts";
import type { StoredStream, StreamKey, StreamWork } from "./event-store.ts";
import { runLocally } from "./local-workers.ts";
import { storedStream } from "./testing/stored-stream.ts";

const second = 1_000;

const stored = (notificationId: number, nextPollAt: number): StoredStream =>
  storedStream({ notificationId, nextPollAt });

interface Polling {
  readonly id: number;
  readonly end: (dueAt: number | undefined) => void;
  readonly fail: (error: Error) => void;
}

/** Runs a schedule in which the test ends each poll. */
function setUp(streams: StoredStream[], work: Partial<StreamWork> = {}) {
  const clock: ManualPlatform = manualPlatform(0);
  let behind = 0;
  const now = () => clock.now() - behind;
  const setBack = (ms: number) => {
    behind = ms;
  };
  const end = new AbortController();
  const polling: Polling[] = [];
  const polled: number[] = [];
  const poll = ({ notificationId: id }: StreamKey) =>
    new Promise<number | undefined>((resolve, reject) => {
      polled.push(id);
      const current: Polling = {
        id,
        end(dueAt) {
          polling.splice(polling.indexOf(current), 1);
          const at = streams.findIndex(({ notificationId }) => notificationId === id);
          const stream = streams[at];
          if (stream && dueAt !== undefined) streams[at] = { ...stream, nextPollAt: dueAt };
          resolve(dueAt);
        },
        fail: reject,
      };
      polling.push(current);
    });
  let looks = 0;
  const store = {
    async streams() {
      looks++;
      return streams;
    },
  };
  const all = { concurrency: 1, once: false, lag: 0, signal: end.signal, poll, ...work };
  const running = runLocally(store, all, { ...clock, now });
  return {
    looks: () => looks,
    setBack,
    clock,
    end,
    polling,
    polled,
    running,
    settle: () => new Promise(setImmediate),
  };
}

describe("the schedule of one process", () => {
  it("polls the most overdue stream first, and nothing before it is due", async () => {
    const { clock, polling, polled, settle } = setUp([stored(1, -10), stored(2, -30), stored(3, 5 * second)]);
    await settle();
    expect(polled).toEqual([2]);
    polling[0]?.end(8 * second);
    await settle();
    expect(polled).toEqual([2, 1]);
    polling[0]?.end(60 * second);
    await settle();
    expect(polled).toEqual([2, 1]);
    await clock.fire(5 * second);
    await settle();
    expect(polled).toEqual([2, 1, 3]);
    polling[0]?.end(60 * second);
    await clock.fire(3 * second);
    await settle();
    expect(polled).toEqual([2, 1, 3, 2]);
  });

  it("polls a stream at once that was polled in the future, because the clock was set back", async () => {
    const streams = [{ ...stored(1, 60 * second), lastPolledAt: 0 }];
    const { clock, polled, settle, setBack } = setUp(streams);
    await settle();
    setBack(3_600 * second);
    expect(polled).toEqual([]);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1]);
  });

  it("looks the streams up every ten seconds, and lets go of those that are gone", async () => {
    const streams = [stored(1, 15 * second)];
    const { clock, polled, settle, looks } = setUp(streams);
    await settle();
    expect(looks()).toBe(1);
    streams.pop();
    await clock.fire(10 * second);
    await settle();
    expect(looks()).toBe(2);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([]);
  });

  it("goes on without any stream until it is told to end, and then ends at once", async () => {
    const { clock, end, running, settle } = setUp([]);
    await settle();
    expect(clock.pending()).toEqual([10 * second]);
    end.abort();
    await running;
    expect(clock.pending()).toEqual([]);
  });

  it("ends with the error of a store that cannot tell its streams", async () => {
    const error = new Error("the disk is gone");
    const { signal } = new AbortController();
    const work = { concurrency: 1, once: false, lag: 0, signal, poll: async () => 0 };
    await expect(runLocally({ streams: () => Promise.reject(error) }, work, manualPlatform())).rejects.toBe(
      error,
    );
  });

  it("leaves a stream alone that a machine polled whose clock is a little ahead", async () => {
    const { polled, settle } = setUp([{ ...stored(1, 90 * second), lastPolledAt: 60 * second }]);
    await settle();
    expect(polled).toEqual([]);
  });

  it("polls as many streams at a time as allowed, and never one stream twice", async () => {
    const { polling, polled, settle, clock } = setUp(
      [1, 2, 3, 4].map((id) => stored(id, 0)),
      {
        concurrency: 3,
      },
    );
    await settle();
    expect(polled).toEqual([1, 2, 3]);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 2, 3]);
    polling[1]?.end(99 * second);
    await settle();
    expect(polled).toEqual([1, 2, 3, 4]);
  });

  it("notices streams that are added, removed and added again while it runs", async () => {
    const streams = [stored(1, 0)];
    const { clock, polling, polled, settle } = setUp(streams);
    await settle();
    polling[0]?.end(99 * second);
    streams.push(stored(2, 0));
    await settle();
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 2]);
    // Removed while it is polled: the poll finds out.
    polling[0]?.end(undefined);
    streams[1] = { ...stored(2, 0), state: "removed" };
    streams[0] = { ...stored(1, 0), state: "removed" };
    await settle();
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 2]);
    streams[1] = stored(2, 20 * second);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 2, 2]);
  });

  it("polls a stream again after a lost write, when the database says it is due", async () => {
    const { clock, polling, polled, settle } = setUp([stored(1, 0)]);
    await settle();
    polling[0]?.end(undefined);
    await settle();
    expect(polled).toEqual([1]);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 1]);
  });

  it("follows the database when it says that a stream is due earlier, after a removal and a new addition", async () => {
    const streams = [stored(1, 0)];
    const { clock, polling, polled, settle } = setUp(streams);
    await settle();
    polling[0]?.end(99 * second);
    await settle();
    streams[0] = stored(1, 10 * second);
    await clock.fire(10 * second);
    await settle();
    expect(polled).toEqual([1, 1]);
  });

  it("begins nothing more once it is ended, and waits for polls in progress", async () => {
    const { end, polling, polled, running, settle } = setUp([stored(1, 0), stored(2, 0)]);
    await settle();
    end.abort();
    let ended = false;
    void running.then(() => {
      ended = true;
    });
    await settle();
    expect(ended).toBe(false);
    polling[0]?.end(0);
    await running;
    expect(polled).toEqual([1]);
  });

  it("ends with the first failure of a poll, after the others", async () => {
    const { polling, polled, running, settle, clock } = setUp([stored(1, 0), stored(2, 0), stored(3, 0)], {
      concurrency: 2,
    });
    await settle();
    const [first, second] = polling;
    const error = running.catch((error: unknown) => error);
    first?.fail(new Error("first"));
    await settle();
    expect(polled).toEqual([1, 2]);
    second?.fail(new Error("second"));
    expect(await error).toEqual(new Error("first"));
    expect(clock.pending()).toEqual([]);
  });

  it("with `once` polls every active stream one time, due or not, and ends", async () => {
    const removed = { ...stored(3, 0), state: "removed" } as const;
    const { polling, polled, running, settle, clock } = setUp(
      [stored(1, 99 * second), stored(2, 0), removed],
      { once: true },
    );
    await settle();
    polling[0]?.end(0);
    await settle();
    polling[0]?.end(undefined);
    await running;
    expect(polled).toEqual([2, 1]);
    expect(clock.pending()).toEqual([]);
  });

  it("with `once` and no streams ends at once", async () => {
    await setUp([], { once: true }).running;
  });
});
