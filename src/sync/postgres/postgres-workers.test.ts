import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EventStore, StreamKey, StreamWork } from "../event-store.ts";
import { openedHastily as open, run, withPostgres } from "../testing/postgres-set-up.ts";

let newDatabase: () => Promise<string>;
withPostgres.beforeAll(({ newDatabase: make }) => {
  newDatabase = make;
});

const idle = 3_600_000;
const streams = (...ids: number[]) =>
  ids.map(
    (notificationId) => ({ kind: "activations", notificationId, from: 0, baseUrl: undefined }) as const,
  );

/** Starts a worker whose polls do what `poll` says; ends it with the test. */
function start(store: EventStore, poll: StreamWork["poll"], more: Partial<StreamWork> = {}) {
  const end = new AbortController();
  const work = { concurrency: 2, once: false, lag: 0, signal: end.signal, poll, ...more };
  const ended = store.workers?.run(work) ?? Promise.reject(new Error("It has no workers."));
  ended.catch(() => {});
  onTestFinished(async () => {
    end.abort();
    await ended.catch(() => {});
  });
  return { ended, end: () => end.abort() };
}

/** Notes a poll in the database, as a sync does; the stream is due again after so many milliseconds. */
async function noted(
  store: EventStore,
  key: StreamKey,
  intervalMs = idle,
  lastPolledAt = Date.now(),
  cursor = lastPolledAt,
): Promise<number> {
  const nextPollAt = lastPolledAt + intervalMs;
  const { version = 0 } = (await store.stream(key)) ?? {};
  const poll = { lastPolledAt, nextPollAt, intervalMs, error: undefined };
  await store.write(key, version, { progress: { cursor, settled: cursor }, poll });
  return nextPollAt;
}

/** Keeps what happened, and lets a test wait for it. */
function watch<T>() {
  const seen: T[] = [];
  let waiting: (() => void)[] = [];
  return {
    seen,
    add(value: T) {
      seen.push(value);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    async until(holds: (seen: readonly T[]) => boolean) {
      while (!holds(seen)) await new Promise<void>((resolve) => void waiting.push(resolve));
    },
  };
}

describe("workers of one database", () => {
  it.each([-40_000, 40_000])("poll on time with a clock that differs by %s ms", async (differenceMs) => {
    const url = await newDatabase();
    const now = () => Date.now() + differenceMs;
    const store = await open(url, now);
    await store.add(streams(1));
    const polls = watch<number>();
    start(store, async (key) => {
      polls.add(Date.now());
      return noted(store, key, 500, now());
    });
    await polls.until(({ length }) => length === 2);
    const jobs = await run(url, "SELECT count(*) FROM np6_jobs.job WHERE name = 'np6-streams'");
    // One for each poll, and the next.
    expect(Number(jobs[0]?.["count"])).toBeLessThan(6);
  });

  it("poll every due stream, each in one process at a time", async () => {
    const url = await newDatabase();
    const stores = [await open(url), await open(url)];
    await stores[0]?.add(streams(1, 2, 3, 4, 5, 6, 7, 8));
    const polls = watch<number>();
    const working = watch<EventStore>();
    const held = new Set<number>();
    let twice = 0;
    for (const store of stores) {
      start(store, async (key) => {
        const { notificationId } = key;
        if (held.has(notificationId)) twice++;
        held.add(notificationId);
        working.add(store);
        // Until both are at work, so that neither does everything.
        await working.until((seen) => new Set(seen).size === 2);
        const times = polls.seen.filter((id) => id === notificationId).length;
        const dueAt = await noted(store, key, times < 2 ? 0 : idle);
        held.delete(notificationId);
        polls.add(notificationId);
        return dueAt;
      });
    }
    await polls.until((seen) => seen.length >= 24);
    expect(twice).toBe(0);
    expect(polls.seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].flatMap((id) => [id, id, id]));
  });

  it("notice streams that are added, and release those that are removed", async () => {
    const store = await open(await newDatabase());
    await store.add(streams(1, 2));
    const polls = watch<number>();
    start(store, async (key) => {
      polls.add(key.notificationId);
      return noted(store, key, key.notificationId === 1 ? 0 : idle);
    });
    await polls.until((seen) => seen.includes(1) && seen.includes(2));
    await store.remove(streams(1));
    await store.add(streams(3));
    await polls.until((seen) => seen.includes(3));
    const before = polls.seen.filter((id) => id === 1).length;
    await store.add(streams(4));
    await polls.until((seen) => seen.includes(4));
    expect(polls.seen.filter((id) => id === 1).length - before).toBeLessThanOrEqual(1);
  });

  it("poll a stream that is due earlier than its waiting job says", async () => {
    const store = await open(await newDatabase());
    await store.add(streams(1, 2));
    const polls = watch<number>();
    start(store, async (key) => {
      const dueAt = await noted(store, key);
      polls.add(key.notificationId);
      return dueAt;
    });
    await polls.until((seen) => seen.length === 2);
    await store.remove(streams(1));
    await store.add(streams(1));
    await polls.until((seen) => seen.length === 3);
    await noted(store, streams(2)[0] as StreamKey, 0);
    await polls.until((seen) => seen.length === 4);
    expect(polls.seen.slice(2)).toEqual([1, 2]);
  });

  it("poll every stream once if asked to, due or not, and end, beside another process", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    await one.add(streams(1, 2, 3));
    const polls = watch<number>();
    const poll = (store: EventStore) => async (key: StreamKey) => {
      polls.add(key.notificationId);
      return noted(store, key);
    };
    start(one, poll(one));
    await polls.until((seen) => seen.length === 3);
    await start(other, poll(other), { once: true }).ended;
    expect(polls.seen.slice(3).sort()).toEqual([1, 2, 3]);
  });

  it("poll once until every stream is up to date, if another process polls it in turns", async () => {
    const store = await open(await newDatabase());
    await store.add(streams(1));
    const polls = watch<number>();
    const poll = async (key: StreamKey) => {
      polls.add(key.notificationId);
      return polls.seen.length < 20 ? noted(store, key, 0, Date.now(), 1_000) : noted(store, key);
    };
    await start(store, poll, { once: true }).ended;
    expect(polls.seen.length).toBeGreaterThanOrEqual(20);
  });

  it("go on when they have lost a job, because no heartbeat got through", async () => {
    const url = await newDatabase();
    const store = await open(url);
    await store.add(streams(1));
    const polls = watch<number | "lost">();
    const { ended } = start(store, (key, signal) => {
      polls.add(key.notificationId);
      if (polls.seen.length > 1) return noted(store, key);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          polls.add("lost");
          reject(signal.reason);
        }),
      );
    });
    await polls.until(({ length }) => length === 1);
    await run(url, "UPDATE np6_jobs.job SET state = 'retry', start_after = now() WHERE state = 'active'");
    await polls.until((seen) => seen.includes("lost"));
    await store.add(streams(2));
    await Promise.race([ended, polls.until((seen) => seen.includes(2))]);
  });

  it("end with the error of a poll, and leave the stream to others", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    await one.add(streams(1));
    const refused = new Error("The key is rejected.");
    await expect(start(one, () => Promise.reject(refused)).ended).rejects.toBe(refused);
    const polls = watch<number>();
    start(other, async (key) => {
      polls.add(key.notificationId);
      return noted(other, key);
    });
    await polls.until((seen) => seen.length === 1);
  });

  it("end on request, after the polls in progress", async () => {
    const store = await open(await newDatabase());
    await store.add(streams(1, 2));
    const begun = new EventTarget();
    const first = once(begun, "poll");
    const events: string[] = [];
    let finish = (): void => {};
    const worker = start(
      store,
      async (key) => {
        begun.dispatchEvent(new Event("poll"));
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        events.push("polled");
        return noted(store, key);
      },
      { concurrency: 1 },
    );
    const ended = worker.ended.then(() => events.push("ended"));
    await first;
    worker.end();
    await new Promise(setImmediate);
    finish();
    await ended;
    expect(events).toEqual(["polled", "ended"]);
  });
});
