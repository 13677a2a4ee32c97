import { describe, expect, it } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { Np6TimeoutError } from "../errors.ts";
import type { FollowClient } from "../follow/follow-events.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { type ManualPlatform, manualPlatform } from "../transport/testing/manual-platform.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import { sqliteStore } from "./sqlite/sqlite-store.ts";
import { syncEventsWith, systemSyncPlatform } from "./sync-events.ts";
import { testDatabase } from "./testing/sync-folder.ts";

const kinds = eventKinds.length;

/** Fires every timer until the work ends. */
async function letTimePass<T>(clock: ManualPlatform, work: Promise<T>): Promise<T> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  void work.then(end, end);
  while (!ended) {
    const [ms] = clock.pending().sort((a, b) => a - b);
    if (ms !== undefined) await clock.fire(ms);
    await new Promise(setImmediate);
  }
  return work;
}

describe("the requests of a sync", () => {
  it.each([
    ["as long as the server asks", { "retry-after": "400" }, 400],
    ["30 s where it does not say", {}, 30],
  ])("all pause after a 429, for %s, with a notice", async (_how, headers, seconds) => {
    const server = await startServer(respond(429, headers), respond(200, {}, "[]"));
    const { path } = await testDatabase();
    const clock = manualPlatform();
    const notices: string[] = [];
    const syncing = syncEventsWith(
      createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url, retry: false }),
      {
        store: sqliteStore(path),
        notifications: [156],
        from: clock.now() - 3_600_000,
        once: true,
        concurrency: 1,
        onNotice: (text) => notices.push(text),
      },
      { ...systemSyncPlatform, ...clock, maxFailures: 0 },
    );
    await clock.armed(seconds * 1_000);
    expect(server.requests).toHaveLength(1);
    await clock.fire(seconds * 1_000);
    expect(await letTimePass(clock, syncing)).toMatchObject({
      streams: kinds,
      failed: [{ notificationId: 156 }],
    });
    expect(server.requests).toHaveLength(kinds);
    expect(notices).toEqual([
      `The server limits the rate of requests: the next one is sent in ${seconds} s.`,
    ]);
  });

  it("begin with the width that the server could list before", async () => {
    const { path } = await testDatabase();
    // The store has a clock of its own.
    const clock = manualPlatform(Date.now());
    const hours: number[] = [];
    const end = new AbortController();
    const list = (_id: number, { start, end: until }: { start: Date; end: Date }) => ({
      async *batches() {
        hours.push((Number(until) - Number(start)) / 3_600_000);
        if (hours.length === 6) end.abort(new Error("enough"));
        if (hours.at(-1) === 24) throw new Np6TimeoutError("too slow", { kind: "attempt", timeoutMs: 1 });
        yield [];
      },
    });
    const syncing = syncEventsWith(
      Object.fromEntries(eventKinds.map((kind) => [kind, list])) as unknown as FollowClient<EventKind>,
      {
        store: sqliteStore(path),
        notifications: [156],
        kinds: eventKinds.slice(0, 1),
        from: clock.now() - 30 * 86_400_000,
        signal: end.signal,
      },
      // A window a turn.
      { ...systemSyncPlatform, ...clock, turnMs: 0 },
    );
    await expect(letTimePass(clock, syncing)).rejects.toThrow("enough");
    expect(hours).toEqual([24, 12, 12, 12, 12, 12]);
  });

  it("are two a second unless the user says otherwise", async () => {
    const server = await startServer(respond(200, {}, "[]"));
    const { path } = await testDatabase();
    const clock = manualPlatform();
    const began = clock.now();
    const np6 = createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url });
    const notifications = Array.from({ length: 20 }, (_, id) => id);
    const options = { store: sqliteStore(path), notifications, from: began - 3_600_000, once: true };
    await letTimePass(clock, syncEventsWith(np6, options, { ...systemSyncPlatform, ...clock }));
    expect(server.requests).toHaveLength(20 * kinds);
    expect((clock.now() - began) / 1_000).toBeCloseTo(10 * kinds - 0.5, 0);
  });
});
