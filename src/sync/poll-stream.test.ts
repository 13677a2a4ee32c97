import { describe, expect, it } from "vitest";
import { at, epoch, event, listedEvents } from "../follow/testing/fake-server.ts";
import type { EventStore } from "./event-store.ts";
import {
  clientOf,
  hour,
  minute,
  polledKey,
  reasonOfFailure,
  refused,
  setUpPoll,
  timeout,
} from "./testing/poll-set-up.ts";

/** A store that keeps the keys of each batch that it writes. */
function recorded(store: EventStore) {
  const batches: string[][] = [];
  const recording: EventStore = {
    ...store,
    write(key, version, change) {
      batches.push((change.events ?? []).map(({ key }) => key));
      return store.write(key, version, change);
    },
  };
  return { batches, recording };
}

describe("the time to the next poll", () => {
  it("is `every` after new events, and twice as long after each poll without, up to `maxEvery`", async () => {
    const { server, poll, find, jump, now } = await setUpPoll(3_600);
    const intervals: number[] = [];
    for (let n = 0; n < 9; n++) {
      if (n === 0 || n === 8) server.add(listedEvents(n, (now() - epoch) / 1000 - 1));
      const began = now();
      await poll();
      const { intervalMs, nextPollAt, lastPolledAt } = await find();
      expect([lastPolledAt, nextPollAt]).toEqual([began, began + intervalMs]);
      intervals.push(intervalMs / minute);
      jump(intervalMs);
    }
    expect(intervals).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 1]);
  });

  it("grows from 0, too", async () => {
    const { poll, find, jump } = await setUpPoll(3_600);
    const settings = { lag: 0, overlap: 0, every: 0, maxEvery: 5_000, once: false };
    const intervals: number[] = [];
    for (let n = 0; n < 5; n++) {
      await poll({ settings });
      intervals.push((await find()).intervalMs);
      jump(10_000);
    }
    expect(intervals).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it.each([
    [0, 0.9],
    [0.999_999, 1.1],
  ])("varies by a tenth (random number %d)", async (dice, factor) => {
    const { poll, now } = await setUpPoll(3_600, { random: () => dice });
    expect((await poll())?.nextPollAt).toBe(now() + Math.round(factor * minute));
  });

  it("begins at `every` when a stream fails, doubles while it does, and the reason is kept", async () => {
    const { server, poll, find, jump } = await setUpPoll(3_600);
    for (let n = 0; n < 4; n++) {
      await poll();
      jump((await find()).intervalMs);
    }
    server.mishap = () => ({ error: refused(404), after: 0 });
    const intervals: number[] = [];
    for (let n = 0; n < 3; n++) {
      expect(await poll()).toMatchObject({ error: "GET /x: 404", stored: 0 });
      const { intervalMs, error } = await find();
      expect(error).toBe("GET /x: 404");
      intervals.push(intervalMs / minute);
      jump(intervalMs);
    }
    expect(intervals).toEqual([1, 2, 4]);
    server.mishap = () => undefined;
    await poll();
    expect((await find()).error).toBeUndefined();
  });
});

describe("a poll", () => {
  it("leaves what is younger than the lag to the next poll, and is up to date without it", async () => {
    const { server, poll, now, find } = await setUpPoll(3_600);
    server.add(listedEvents(1, 10), listedEvents(2, 3_590));
    const settings = { lag: minute, overlap: 0, every: minute, maxEvery: hour, once: false };
    expect(await poll({ settings })).toMatchObject({ stored: 1, nextPollAt: now() + minute });
    expect((await find()).progress.cursor).toBe(at(3_540));
  });

  it("writes each batch in the order of its keys, the first form of an event first, and no empty one but the last", async () => {
    const { server, poll, store, query } = await setUpPoll(3 * 86_400, { batchEvents: 4 });
    const other = listedEvents(2, 2);
    server.add(...[3, 1, 2].map((n) => listedEvents(n, n)));
    server.add({ ...other, event: { ...other.event, more: 1 } } as typeof other);
    const { batches, recording } = recorded(store);
    expect(await poll({}, recording)).toMatchObject({ stored: 3, changed: 1 });
    expect(batches).toEqual([[...(batches[0] ?? [])].sort(), []]);
    expect(batches[0]).toHaveLength(4);
    expect(query("SELECT event FROM np6_events WHERE event LIKE '%more%'")).toEqual([]);
  });

  it("writes large events in small batches", async () => {
    const { server, poll, store } = await setUpPoll(1_000);
    const note = "x".repeat(1_500_000);
    server.add(
      ...[1, 2, 3, 4, 5]
        .map((n) => listedEvents(n, n))
        .map((one) => ({ ...one, event: { ...one.event, note } })),
    );
    const { batches, recording } = recorded(store);
    await poll({}, recording);
    expect(batches.map(({ length }) => length)).toEqual([3, 2, 0]);
  });

  it("reads as many events as a window may list, and none twice for that", async () => {
    const { server, poll } = await setUpPoll(1_000, { windowEvents: 10 });
    server.add(...Array.from({ length: 10 }, (_, n) => listedEvents(n, n)));
    await poll();
    expect(server.windows).toHaveLength(1);
  });

  it("stores an event whose time is no number", async () => {
    const { server, poll, query } = await setUpPoll(1_000);
    server.arrange = () => [{ ...event(1, epoch), timestamp: "soon" } as never];
    expect(await poll()).toMatchObject({ stored: 1, error: undefined });
    expect(query("SELECT published_at FROM np6_events")).toEqual([{ published_at: null }]);
  });

  it("ends silently if its stream is removed before its result is written", async () => {
    const { server, poll, store } = await setUpPoll(1_000);
    const client = clientOf((...args) => ({
      async *batches() {
        yield* server.client.activations(...args).batches();
        await store.remove([polledKey]);
      },
    }));
    expect(await poll({ client })).toBeUndefined();
  });

  it("reads new events in few windows, wider where there are few events", async () => {
    const { server, poll } = await setUpPoll(90 * 86_400);
    server.add(listedEvents(1, 5), listedEvents(2, 80 * 86_400));
    expect(await poll()).toMatchObject({ stored: 2, late: 0, error: undefined });
    const days = server.windows.map(([start, end]) => [start / 86_400, end / 86_400]);
    expect(days).toEqual([
      [0, 1],
      [1, 17],
      [17, 90],
    ]);
  });

  it("widens windows no more than the events that they list allow", async () => {
    const { server, poll } = await setUpPoll(40 * 86_400, { windowEvents: 80 });
    server.add(...Array.from({ length: 400 }, (_, n) => listedEvents(n, n * 8_640)));
    expect(await poll()).toMatchObject({ stored: 400 });
    // Ten events a day: two days have as many as a window is to have.
    expect(Math.max(...server.windows.map(([start, end]) => end - start))).toBe(2 * 86_400);
  });

  it("stores an event once that is read again in a smaller window after too many events, or after a timeout", async () => {
    const { server, poll, query, clock } = await setUpPoll(1_000, { windowEvents: 100, batchEvents: 30 });
    server.add(...Array.from({ length: 300 }, (_, n) => listedEvents(n, n * 3)));
    const mishaps = [undefined, { error: timeout, after: 40 }];
    server.mishap = () => mishaps.shift();
    const polling = poll();
    await clock.fire(1_000);
    expect(await polling).toMatchObject({ stored: 300, late: 0, changed: 0, error: undefined });
    expect(query("SELECT count(*) AS n, count(DISTINCT event_id) AS d FROM np6_events")).toEqual([
      { n: 300, d: 300 },
    ]);
  });

  it("ends its turn on a stream that is far behind, and leaves it due at once", async () => {
    const { server, poll, jump, find, now } = await setUpPoll(90 * 86_400, { turnMs: 1_000 });
    server.mishap = () => {
      jump(700);
      return undefined;
    };
    const first = await poll();
    expect(first?.nextPollAt).toBe(now());
    expect(server.windows).toHaveLength(2);
    expect((await find()).progress.cursor).toBe(at(17 * 86_400));
    await poll();
    expect(server.windows[2]?.[0]).toBe(17 * 86_400);
  });

  it("with `once` reads to the end, however long it takes", async () => {
    const { server, poll, jump, find } = await setUpPoll(90 * 86_400, { turnMs: 1_000 });
    server.mishap = () => {
      jump(700);
      return undefined;
    };
    const settings = { lag: 0, overlap: 0, every: minute, maxEvery: hour, once: true };
    await poll({ settings });
    expect((await find()).progress.cursor).toBe(at(90 * 86_400));
  });

  it("ends after the current window when the sync is to end, and keeps what it read", async () => {
    const { server, poll, find } = await setUpPoll(90 * 86_400);
    server.add(listedEvents(1, 5));
    const end = new AbortController();
    server.mishap = () => void end.abort();
    expect(await poll({ draining: end.signal })).toMatchObject({ stored: 1, error: undefined });
    expect((await find()).progress.cursor).toBe(at(86_400));
    expect(server.windows).toHaveLength(1);
  });

  it("rejects with the signal's reason when it is aborted, and marks nothing", async () => {
    const { server, poll, find } = await setUpPoll(1_000);
    const end = new AbortController();
    server.mishap = () => {
      end.abort(new Error("given up"));
      return { error: timeout, after: 0 };
    };
    expect(await reasonOfFailure(poll({ signal: end.signal }))).toEqual(new Error("given up"));
    expect((await find()).error).toBeUndefined();
  });

  it("ends silently if its stream is removed meanwhile, and writes nothing more", async () => {
    const { server, poll, store, find, query } = await setUpPoll(1_000, { batchEvents: 2 });
    server.add(...[1, 2, 3, 4].map((n) => listedEvents(n, n)));
    const client = clientOf((...args) => ({
      async *batches() {
        for await (const events of server.client.activations(...args).batches()) {
          yield events.slice(0, 2);
          await store.remove([polledKey]);
          yield events.slice(2);
        }
      },
    }));
    expect(await poll({ client })).toBeUndefined();
    expect(query("SELECT * FROM np6_events")).toHaveLength(2);
    expect(await find()).toMatchObject({ state: "removed", events: 2, lastPolledAt: undefined });
  });
});
