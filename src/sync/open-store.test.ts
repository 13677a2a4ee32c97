import { existsSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { Np6ConfigError } from "../errors.ts";
import { eventKinds } from "../shared/event-kinds.ts";
import { sqliteStore } from "./sqlite/sqlite-store.ts";
import { syncEvents } from "./sync-events.ts";
import type { SyncOptions } from "./sync-options.ts";
import { failure, syncBeginning as from, setUpSandboxSync } from "./testing/sync-set-up.ts";

const kinds = eventKinds.length;

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
      "an unknown kind",
      { notifications: [156], kinds: ["sends" as "activations"] },
      /`kinds` must be one or more of/,
    ],
    [
      "an unknown kind among others",
      { notifications: [156], kinds: [...eventKinds, "sends" as "activations"] },
      /`kinds` must be one or more of/,
    ],
    ["a concurrency of one and a half", { concurrency: 1.5 }, /`concurrency` must be a whole number/],
    ["no store", { store: undefined as never }, /`store` must be `sqliteStore\(path\)`/],
    ["the path of a store", { store: "events.db" as never }, /`store` must be `sqliteStore\(path\)`/],
    ["no kind", { notifications: [156], kinds: [] }, /`kinds` must be one or more of/],
    ["a concurrency of 0", { notifications: [156], concurrency: 0 }, /concurrency/],
    ["a rate of 0", { notifications: [156], maxRequestsPerSecond: 0 }, /maxRequestsPerSecond/],
    ["a negative duration", { notifications: [156], lag: -1 }, /lag/],
    [
      "a name that there is not",
      { notification: [156] } as object,
      /`notification` is no option.* Did you mean `notifications`/,
    ],
    ["a number of a notification alone", { notifications: 156 as never }, /`notifications` must be of type/],
    ["text for kinds", { kinds: "activations" as never }, /`kinds`/],
    ["text for onPoll", { onPoll: "x" as never }, /`onPoll` must be of type function/],
    ["a longest time below the shortest", { every: 10, maxEvery: 9 }, /`maxEvery` is less than `every`/],
  ])("reports the reason and creates no database: %s", async (_what, options, words) => {
    const { database, sync } = await setUpSandboxSync({ events: 0 });
    const error = await failure(sync(options));
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toMatch(words);
    expect(existsSync(database.path)).toBe(false);
  });

  it("rejects streams of another server, and accepts the same server in another spelling", async () => {
    const { database, sandbox, sync } = await setUpSandboxSync({ events: 1 });
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

  it("is rejected beside another one, which goes on", async () => {
    const { database, sync } = await setUpSandboxSync({ events: 1 });
    const holder = sqliteStore(database.path);
    await holder.open({ role: "worker" });
    onTestFinished(() => holder.close());
    const error = await failure(sync({ notifications: [156] }));
    expect(error).toMatchObject({ name: "Np6SyncError", kind: "locked" });
    expect(await holder.streams()).toEqual([]);
  });
});

it("a sync with shorter intervals does not wait as long as the one before", async () => {
  const { database, sync } = await setUpSandboxSync({ events: 1 });
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

it("begins with options at their bounds", async () => {
  const { sync } = await setUpSandboxSync({ events: 0 });
  const bounds = { from: Date.now(), every: 10, maxEvery: 10, concurrency: 1 };
  expect(await sync({ notifications: [156], ...bounds })).toMatchObject({ streams: kinds });
});
