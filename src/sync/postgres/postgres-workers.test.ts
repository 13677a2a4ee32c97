import { once } from "node:events";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Platform, systemPlatform } from "../../transport/platform.ts";
import type { EventStore, StreamKey, StreamWork } from "../event-store.ts";
import { run, withPostgres } from "../testing/postgres-set-up.ts";
import { postgresStoreOn } from "./postgres-store.ts";

let newDatabase: () => Promise<string>;
withPostgres.beforeAll(({ newDatabase: make }) => {
  newDatabase = make;
});

const idle = 3_600_000;
const streams = (...ids: number[]) =>
  ids.map(
    (notificationId) => ({ kind: "activations", notificationId, from: 0, baseUrl: undefined }) as const,
  );

/** What takes seconds is due in milliseconds. */
const hasty: Platform = { ...systemPlatform, after: (ms, run) => systemPlatform.after(ms / 20, run) };

/** A store like that of another process. */
async function open(url: string): Promise<EventStore> {
  const store = postgresStoreOn(url, hasty);
  await store.open({ role: "worker" });
  onTestFinished(() => store.close());
  return store;
}

/** Starts a worker whose polls do what `poll` says; ends it with the test. */
function start(store: EventStore, poll: StreamWork["poll"], more: Partial<StreamWork> = {}) {
  const end = new AbortController();
  const work = { concurrency: 2, once: false, signal: end.signal, poll, ...more };
  const ended = store.workers?.run(work) ?? Promise.reject(new Error("It has no workers."));
  ended.catch(() => {});
  onTestFinished(async () => {
    end.abort();
    await ended.catch(() => {});
  });
  return { ended, end: () => end.abort() };
}

/** Notes a poll in the database, as a sync does; the stream is due again after so many milliseconds. */
async function noted(store: EventStore, key: StreamKey, intervalMs = idle): Promise<number> {
  const lastPolledAt = Date.now();
  const nextPollAt = lastPolledAt + intervalMs;
  const { version = 0 } = (await store.stream(key)) ?? {};
  await store.write(key, version, { poll: { lastPolledAt, nextPollAt, intervalMs, error: undefined } });
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

describe("the budget of all workers", () => {
  const never = new AbortController().signal;

  it("has one rate for all workers, the one that was set last", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    const first = one.workers?.budget(1);
    await first?.wait(never);
    const second = other.workers?.budget(1_000_000);
    // At the first rate, this would take hours.
    await Promise.all(Array.from({ length: 50 }, () => [first?.wait(never), second?.wait(never)]).flat());
  });

  it("moves the time of the next request by one interval for each request", async () => {
    const url = await newDatabase();
    const stores = [await open(url), await open(url)];
    const budgets = stores.map((store) => store.workers?.budget(50));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    const nextAt = async () => {
      const { rows } = await client.query("SELECT extract(epoch FROM next_at) * 1000 AS at FROM np6_budget");
      return Number(rows[0]?.at);
    };
    await budgets[0]?.wait(never);
    const before = await nextAt();
    await Promise.all(Array.from({ length: 30 }, (_, n) => budgets[n % 2]?.wait(never)));
    // Later, if the test was held up.
    expect(Math.round((await nextAt()) - before)).toBeGreaterThanOrEqual(30 * 20);
  });

  it("pauses all workers while one of them is told to, and releases a worker that is aborted", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    const [first, second] = [one, other].map((store) => store.workers?.budget(1_000));
    await Promise.all([first?.wait(never), second?.wait(never)]);
    // Two connections, so that who asks for a turn has one at once.
    await Promise.all([other.streams(), other.streams()]);
    first?.pause(3_600_000);
    await first?.wait(AbortSignal.abort());
    const callOff = new AbortController();
    let sent = false;
    const waiting = second?.wait(callOff.signal).then(() => {
      sent = !callOff.signal.aborted;
    });
    // Longer than it takes to ask for a turn.
    for (let queries = 0; queries < 10; queries++) await other.streams();
    expect(sent).toBe(false);
    callOff.abort();
    await waiting;
    expect(sent).toBe(false);
  });

  it("looks again after a while how long a pause is", async () => {
    const url = await newDatabase();
    const budget = (await open(url)).workers?.budget(1_000);
    await budget?.wait(never);
    budget?.pause(3_600_000);
    const waiting = budget?.wait(never);
    await expect.poll(() => run(url, "SELECT FROM np6_budget WHERE next_at > now()")).toHaveLength(1);
    await run(url, "UPDATE np6_budget SET next_at = now()");
    await waiting;
  });

  it("rejects the next request if a pause could not be written, and no other", async () => {
    const budget = (await open(await newDatabase())).workers?.budget(1_000);
    await budget?.wait(never);
    // No time is so late.
    budget?.pause(1e300);
    await expect(budget?.wait(never)).rejects.toThrow(/out of range/);
    await budget?.wait(never);
  });
});
