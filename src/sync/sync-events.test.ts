import { existsSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { Np6ConfigError } from "../errors.ts";
import type { SandboxOptions } from "../sandbox/index.ts";
import { startSandbox } from "../sandbox/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { type ManualPlatform, manualPlatform } from "../transport/testing/manual-platform.ts";
import { respond, silence, startServer } from "../transport/testing/server.ts";
import { sqliteStore, sqliteStoreOn } from "./sqlite/sqlite-store.ts";
import { syncEvents, syncEventsWith, systemSyncPlatform } from "./sync-events.ts";
import type { SyncOptions } from "./sync-options.ts";
import { type TestDatabase, testDatabase } from "./testing/sync-folder.ts";

const kinds = eventKinds.length;
const from = Date.now() - 8 * 86_400_000;

/** A sandbox and a database, and syncs from the one into the other. */
async function setUp(sandboxOptions: SandboxOptions = {}) {
  const sandbox = await startSandbox({ events: 40, notifications: [156, 157, 158], ...sandboxOptions });
  onTestFinished(() => sandbox.close());
  const database = await testDatabase();
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url, retry: false });
  /** Syncs once, on a clock that is so many milliseconds ahead. */
  const sync = (options: Partial<SyncOptions> = {}, ahead = 0) =>
    syncEventsWith(
      np6,
      {
        store: sqliteStore(database.path),
        from,
        once: true,
        lag: 0,
        maxRequestsPerSecond: 1_000,
        ...options,
      },
      { ...systemSyncPlatform, now: () => Date.now() + ahead },
    );
  /** The texts that the sandbox serves, without the client. */
  async function served(id: number, kind: EventKind): Promise<string[]> {
    const response = await fetch(sandbox.url + eventsPath(kind, id), {
      headers: keyHeaders(sandbox.key),
    });
    const text = await response.text();
    const events: unknown[] = JSON.parse(text);
    return events.map((event) => JSON.stringify(event)).sort();
  }
  return { sandbox, database, np6, sync, served };
}

function storedTexts({ query }: TestDatabase, id: number, kind: string): string[] {
  const rows = query(`SELECT event FROM np6_events WHERE notification_id = ${id} AND kind = '${kind}'`);
  return rows.map(({ event }) => String(event)).sort();
}

/** Fires every timer until the work ends. */
async function letTimePass<T>(clock: ManualPlatform, work: Promise<T>): Promise<T> {
  let ended = false;
  void work.finally(() => {
    ended = true;
  });
  while (!ended) {
    const [ms] = clock.pending().sort((a, b) => a - b);
    if (ms !== undefined) await clock.fire(ms);
    await new Promise(setImmediate);
  }
  return work;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
}

describe("a sync of many notifications", () => {
  it("stores exactly what the server has, and nothing the second time", async () => {
    const { database, sync, served } = await setUp();
    const first = await sync({ notifications: [156, 157, 158] });
    expect(first).toEqual({ streams: 3 * kinds, stored: 3 * kinds * 40, late: 0, failed: [] });
    for (const id of [156, 157, 158]) {
      for (const kind of eventKinds) {
        expect(storedTexts(database, id, kind)).toEqual(await served(id, kind));
      }
    }
    expect(await sync()).toEqual({ streams: 3 * kinds, stored: 0, late: 0, failed: [] });
  });

  it("stores what was published meanwhile, and counts what was listed late", async () => {
    const { database, sandbox, sync, served } = await setUp();
    await sync({ notifications: [156] });
    const late = { type: "activation", id: "late", timestamp: Date.now() - 60_000 };
    sandbox.append("activations", late, { ...late, id: "new", timestamp: Date.now() - 1 });
    expect(await sync({}, 5_000)).toMatchObject({ stored: 2, late: 1 });
    expect(storedTexts(database, 156, "activations")).toEqual(await served(156, "activations"));
    expect(database.query("SELECT late FROM np6_streams WHERE kind = 'activations'")).toEqual([{ late: 1 }]);
  });

  it("begins exactly at `from`", async () => {
    const { database, sandbox, sync } = await setUp({ events: 0 });
    const begin = Math.floor((Date.now() - 60_000) / 1000) * 1000 + 500;
    const at = (id: string, timestamp: number) => ({ type: "activation", id, timestamp });
    sandbox.append("activations", at("before", begin - 1), at("first", begin), at("later", begin + 1));
    await sync({ notifications: [156], from: begin });
    expect(database.query("SELECT event_key FROM np6_events ORDER BY 1")).toEqual([
      { event_key: "first" },
      { event_key: "later" },
    ]);
    sandbox.append("activations", at("before too", begin - 2));
    await sync();
    expect(database.query("SELECT * FROM np6_events")).toHaveLength(2);
  });

  it("stores events that this version does not know, and each event without id once", async () => {
    const { database, sandbox, sync } = await setUp({ events: 0 });
    const timestamp = Date.now() - 60_000;
    sandbox.append("activations", { type: "teleportation", timestamp }, { timestamp }, { timestamp });
    expect(await sync({ notifications: [156], kinds: ["activations"] })).toMatchObject({ stored: 2 });
    expect(await sync()).toMatchObject({ stored: 0 });
    expect(database.query("SELECT type FROM np6_activations ORDER BY type DESC")).toEqual([
      { type: "teleportation" },
      { type: null },
    ]);
  });

  it("marks the streams of a notification that does not exist, and stops nothing else", async () => {
    const { database, sync } = await setUp();
    const summary = await sync({ notifications: [1, 156] });
    expect(summary).toMatchObject({ streams: 2 * kinds, stored: 40 * kinds });
    expect(summary.failed.map(({ kind, notificationId }) => [kind, notificationId]).sort()).toEqual(
      eventKinds.map((kind) => [kind, 1]).sort(),
    );
    expect(summary.failed[0]?.error).toContain("404");
    expect(
      database.query("SELECT DISTINCT notification_id FROM np6_streams WHERE error IS NOT NULL"),
    ).toEqual([{ notification_id: 1 }]);
  });

  it("ends with the first rejected key, and without the key in its words", async () => {
    const { sandbox, sync, database } = await setUp();
    const stranger = createNp6Client({ apiKey: "wrong-key-of-mine", baseUrl: sandbox.url });
    const error = await failure(
      syncEvents(stranger, { store: sqliteStore(database.path), notifications: [156], from, once: true }),
    );
    expect(error).toMatchObject({ code: "NP6_HTTP", status: 401 });
    expect(String(error)).not.toContain("wrong-key");
    // The database is free again, and its streams are there.
    expect(await sync()).toMatchObject({ streams: kinds, stored: 40 * kinds });
  });

  it("leaves removed streams alone, and resumes them where they were", async () => {
    const { database, sandbox, sync, served } = await setUp();
    await sync({ notifications: [156, 157] });
    const store = sqliteStore(database.path);
    await store.open({ role: "visitor" });
    await store.remove(eventKinds.map((kind) => ({ kind, notificationId: 156 })));
    await store.close();
    sandbox.append("activations", { type: "activation", id: "new", timestamp: Date.now() - 1 });
    expect(await sync()).toEqual({ streams: kinds, stored: 0, late: 0, failed: [] });
    expect(await sync({ notifications: [156], from: undefined }, 5_000)).toMatchObject({
      streams: 2 * kinds,
      stored: 1,
    });
    expect(storedTexts(database, 156, "activations")).toEqual(await served(156, "activations"));
  });
});

describe("a list of notifications that changes", () => {
  async function watch() {
    const { sandbox, database } = await setUp({ events: 1 });
    const clock = manualPlatform(Date.now());
    const end = new AbortController();
    const notices: string[] = [];
    const list = { now: async (): Promise<number[]> => [156] };
    const syncing = failure(
      syncEventsWith(
        createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url }),
        {
          store: sqliteStoreOn(database.path, clock),
          notifications: () => list.now(),
          kinds: ["activations"],
          from,
          signal: end.signal,
          onNotice: (text) => notices.push(text),
        },
        { ...systemSyncPlatform, ...clock },
      ),
    );
    onTestFinished(async () => {
      end.abort();
      await clock.fire(5_000);
      await syncing;
    });
    /** Lets the list be looked at once more. */
    async function look() {
      await clock.armed(15_000);
      const reads = list.now;
      const read = new Promise<void>((resolve) => {
        list.now = async () => {
          list.now = reads;
          setImmediate(resolve);
          return reads();
        };
      });
      await clock.fire(15_000);
      await read;
      await new Promise(setImmediate);
    }
    const ids = () =>
      database
        .query("SELECT notification_id AS id FROM np6_streams WHERE state = 'active' ORDER BY 1")
        .map(({ id }) => id);
    return { list, look, notices, ids, database };
  }

  it("gets its new ids added while the sync runs, and none removed", async () => {
    const { list, look, ids } = await watch();
    list.now = async () => [157, 158];
    await look();
    expect(ids()).toEqual([156, 157, 158]);
  });

  it("does not bring back a stream that was removed, unless its id went and came back", async () => {
    const { list, look, ids, database } = await watch();
    await look();
    const store = sqliteStore(database.path);
    await store.open({ role: "visitor" });
    await store.remove([{ kind: "activations", notificationId: 156 }]);
    await store.close();
    list.now = async () => [156, 157];
    await look();
    expect(ids()).toEqual([157]);
    list.now = async () => [157];
    await look();
    list.now = async () => [156];
    await look();
    expect(ids()).toEqual([156, 157]);
  });

  it("stays as it was where it cannot be read, which is told once", async () => {
    const { list, look, ids, notices } = await watch();
    list.now = async () => {
      throw new Error("ids.txt, line 3: bad");
    };
    await look();
    await look();
    expect(notices).toEqual(["ids.txt, line 3: bad"]);
    list.now = async () => [158];
    await look();
    expect(ids()).toEqual([156, 158]);
  });
});

describe("the requests of a sync", () => {
  it.each([
    ["as long as the server asks", { "retry-after": "400" }, 400],
    ["30 s where it does not say", {}, 30],
  ])("are all held back after a 429, for %s, and the user is told", async (_how, headers, seconds) => {
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
    expect(notices).toEqual([`The server has had enough requests: the next one is sent in ${seconds} s.`]);
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

it("a sync with shorter waits does not wait as long as the one before would have", async () => {
  const { database, sync } = await setUp({ events: 1 });
  await sync({ notifications: [156] });
  const waits = () =>
    database
      .query("SELECT next_poll_at, last_polled_at, interval_ms FROM np6_streams")
      .map((row) => [
        Date.parse(String(row["next_poll_at"])) - Date.parse(String(row["last_polled_at"])),
        row["interval_ms"],
      ]);
  for (const [wait, interval] of waits()) {
    expect(wait).toBeGreaterThan(50_000);
    expect(interval).toBe(60_000);
  }
  const end = new AbortController();
  const store = sqliteStore(database.path);
  const write: typeof store.write = async (...change) => {
    const receipt = await store.write(...change);
    if (waits().every(([wait]) => wait === 2_200)) end.abort(new Error("before the first poll"));
    return receipt;
  };
  const options = { every: 1_000, maxEvery: 2_000, once: false, signal: end.signal };
  expect(await failure(sync({ ...options, store: { ...store, write } }))).toEqual(
    new Error("before the first poll"),
  );
  expect(waits()).toEqual(Array(kinds).fill([2_200, 2_000]));
});

describe("the end of a sync", () => {
  it("lets the window in hand be finished, and rejects with the signal's reason", async () => {
    const { database, np6 } = await setUp({ events: 5 });
    const end = new AbortController();
    const onPoll = () => end.abort(new Error("enough"));
    const options = {
      store: sqliteStore(database.path),
      notifications: [156],
      from,
      maxRequestsPerSecond: 1_000,
    };
    expect(
      await failure(syncEvents(np6, { ...options, concurrency: 1, signal: end.signal, onPoll })),
    ).toEqual(new Error("enough"));
    expect(database.query("SELECT * FROM np6_events")).toHaveLength(5);
    // It let go of the database.
    await syncEvents(np6, { store: sqliteStore(database.path), once: true, maxRequestsPerSecond: 1_000 });
  });

  it("gives up what has not ended after 5 s", async () => {
    const server = await startServer(silence);
    const { path } = await testDatabase();
    const clock = manualPlatform();
    const end = new AbortController();
    const np6 = createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url });
    const store = sqliteStoreOn(path, clock);
    const options = { store, notifications: [156], from: clock.now() - 3_600_000 };
    const syncing = failure(
      syncEventsWith(np6, { ...options, signal: end.signal }, { ...systemSyncPlatform, ...clock }),
    );
    await server.received(0);
    end.abort(new Error("enough"));
    await clock.fire(5_000);
    expect(await syncing).toEqual(new Error("enough"));
    await server.closed(0);
  });
});

describe("a sync that cannot begin", () => {
  it.each<[string, Partial<SyncOptions>, RegExp]>([
    ["no streams at all", {}, /events\.db has no streams to sync: name `notifications`/],
    [
      "new streams without a beginning",
      { notifications: [156, 157], from: undefined },
      /activations of notification 156 and \d+ more are new; say where to begin, with `from`/,
    ],
    ["an id that is none", { notifications: [-1] }, /id: -1/],
    [
      "a beginning in the future",
      { notifications: [156], from: Date.now() + 1e9 },
      /`from` is in the future/,
    ],
    [
      "a kind that is none",
      { notifications: [156], kinds: ["sends" as "activations"] },
      /`kinds`: one or more of/,
    ],
    ["no kind", { notifications: [156], kinds: [] }, /`kinds`: one or more of/],
    ["a concurrency of 0", { notifications: [156], concurrency: 0 }, /concurrency/],
    ["a rate of 0", { notifications: [156], maxRequestsPerSecond: 0 }, /maxRequestsPerSecond/],
    ["a negative duration", { notifications: [156], lag: -1 }, /lag/],
    ["a longest time below the shortest", { every: 10, maxEvery: 9 }, /`maxEvery` is less than `every`/],
  ])("says so and makes no database: %s", async (_what, options, words) => {
    const { database, sync } = await setUp({ events: 0 });
    const error = await failure(sync(options));
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toMatch(words);
    expect(existsSync(database.path)).toBe(false);
  });

  it("refuses streams of another server, and takes the same one in another spelling", async () => {
    const { database, sandbox, sync } = await setUp({ events: 1 });
    await sync({ notifications: [156] });
    const before = database.query("SELECT * FROM np6_streams");
    const elsewhere = createNp6Client({ apiKey: "k", baseUrl: "https://api.example/v2" });
    for (const notifications of [[], [156], [157]]) {
      const error = await failure(
        syncEvents(elsewhere, { store: sqliteStore(database.path), notifications, from, once: true }),
      );
      expect(error).toMatchObject({ name: "Np6SyncError", kind: "other-server" });
      expect(String(error)).toContain(`comes from ${sandbox.url}, not from https://api.example/v2`);
    }
    expect(database.query("SELECT * FROM np6_streams")).toEqual(before);
    const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url });
    const spelt = { ...np6, baseUrl: `${sandbox.url.toUpperCase().replace("HTTP", "http")}//` };
    await syncEvents(spelt, { store: sqliteStore(database.path), once: true });
  });

  it("is refused beside another one, which goes on", async () => {
    const { database, sync } = await setUp({ events: 1 });
    const holder = sqliteStore(database.path);
    await holder.open({ role: "worker" });
    onTestFinished(() => holder.close());
    const error = await failure(sync({ notifications: [156] }));
    expect(error).toMatchObject({ name: "Np6SyncError", kind: "locked" });
    expect(await holder.streams()).toEqual([]);
  });
});
