import { getEventListeners } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { createNp6Client } from "../client/client.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { manualPlatform } from "../transport/testing/manual-platform.ts";
import { respond, silence, startServer } from "../transport/testing/server.ts";
import type { StoreOpening } from "./event-store.ts";
import { sqliteStore, sqliteStoreOn } from "./sqlite/sqlite-store.ts";
import { syncEvents, syncEventsWith, systemSyncPlatform } from "./sync-events.ts";
import { type TestDatabase, testDatabase } from "./testing/sync-folder.ts";
import { failure, syncBeginning as from, setUpSandboxSync } from "./testing/sync-set-up.ts";

const kinds = eventKinds.length;

/** The texts that a sandbox serves, without the client. */
async function servedTexts({ url, key }: Sandbox, id: number, kind: EventKind): Promise<string[]> {
  const response = await fetch(url + eventsPath(kind, id), { headers: keyHeaders(key) });
  const events: unknown[] = JSON.parse(await response.text());
  return events.map((event) => JSON.stringify(event)).sort();
}

function storedTexts({ query }: TestDatabase, id: number, kind: string): string[] {
  const rows = query(`SELECT event FROM np6_events WHERE notification_id = ${id} AND kind = '${kind}'`);
  return rows.map(({ event }) => String(event)).sort();
}

describe("a sync of many notifications", () => {
  it("stores exactly the server's events, and nothing the second time", async () => {
    const { sandbox, database, sync } = await setUpSandboxSync();
    const first = await sync({ notifications: [156, 157, 158] });
    expect(first).toEqual({ streams: 3 * kinds, stored: 3 * kinds * 40, late: 0, failed: [] });
    for (const id of [156, 157, 158]) {
      for (const kind of eventKinds) {
        expect(storedTexts(database, id, kind)).toEqual(await servedTexts(sandbox, id, kind));
      }
    }
    expect(await sync()).toEqual({ streams: 3 * kinds, stored: 0, late: 0, failed: [] });
  });

  it("stores events published meanwhile, and counts those that were listed late", async () => {
    const { database, sandbox, sync } = await setUpSandboxSync();
    await sync({ notifications: [156] });
    const late = { type: "activation", id: "late", timestamp: Date.now() - 60_000 };
    sandbox.append("activations", late, { ...late, id: "new", timestamp: Date.now() - 1 });
    expect(await sync({}, 5_000)).toMatchObject({ stored: 2, late: 1 });
    expect(storedTexts(database, 156, "activations")).toEqual(await servedTexts(sandbox, 156, "activations"));
    expect(database.query("SELECT late FROM np6_streams WHERE kind = 'activations'")).toEqual([{ late: 1 }]);
  });

  it("begins exactly at `from`", async () => {
    const { database, sandbox, sync } = await setUpSandboxSync({ events: 0 });
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
    const { database, sandbox, sync } = await setUpSandboxSync({ events: 0 });
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
    const { database, sync } = await setUpSandboxSync();
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

  it("ends when the key is rejected, with a message that does not contain the key", async () => {
    const { sandbox, sync, database } = await setUpSandboxSync();
    const stranger = createNp6Client({ apiKey: "wrong-key-of-mine", baseUrl: sandbox.url });
    const error = await failure(
      syncEvents(stranger, { store: sqliteStore(database.path), notifications: [156], from, once: true }),
    );
    expect(error).toMatchObject({ code: "NP6_HTTP", status: 401 });
    expect(String(error)).not.toContain("wrong-key");
    // The database is free again, and its streams are there.
    expect(await sync()).toMatchObject({ streams: kinds, stored: 40 * kinds });
  });

  it("does not poll a stream that is removed while another is polled", async () => {
    const { database, sync } = await setUpSandboxSync();
    const polled: string[] = [];
    await sync({
      notifications: [156],
      concurrency: 1,
      onPoll({ kind }) {
        if (polled.push(kind) > 1) return;
        const db = new DatabaseSync(database.path);
        db.prepare("UPDATE np6_streams SET state = 'removed', version = version + 1 WHERE kind <> ?").run(
          kind,
        );
        db.close();
      },
    });
    expect(polled).toHaveLength(1);
  });

  it("does not poll removed streams, and resumes them where they stopped", async () => {
    const { database, sandbox, sync } = await setUpSandboxSync();
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
    expect(storedTexts(database, 156, "activations")).toEqual(await servedTexts(sandbox, 156, "activations"));
  });
});

describe("the end of a sync", () => {
  it("stores the events of a response that is being read, and rejects with the signal's reason", async () => {
    const { database, sandbox } = await setUpSandboxSync({ events: 5 });
    const end = new AbortController();
    const np6 = createNp6Client({
      apiKey: sandbox.key,
      baseUrl: sandbox.url,
      onResponse: () => end.abort(new Error("enough")),
    });
    // All events are in the first window.
    const platform = { ...systemSyncPlatform, firstWidthMs: 30 * 86_400_000 };
    const options = {
      store: sqliteStore(database.path),
      notifications: [156],
      from,
      maxRequestsPerSecond: 1_000,
    };
    expect(
      await failure(syncEventsWith(np6, { ...options, concurrency: 1, signal: end.signal }, platform)),
    ).toEqual(new Error("enough"));
    expect(database.query("SELECT * FROM np6_events")).toHaveLength(5);
    // It let go of the database.
    await syncEvents(np6, { store: sqliteStore(database.path), once: true, maxRequestsPerSecond: 1_000 });
  });

  it.each(["a rejected key", "the signal"])(
    "leaves no timer, no listener and no open database behind: %s",
    async (how) => {
      const end = new AbortController();
      const server = await startServer((request, response) => {
        if (how === "the signal") end.abort(new Error("enough"));
        respond(how === "the signal" ? 200 : 401, {}, "[]")(request, response);
      });
      const { path } = await testDatabase();
      const clock = manualPlatform();
      const openings: StoreOpening[] = [];
      const store = sqliteStoreOn(path, clock);
      const onNotice = () => {};
      const np6 = createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url });
      const syncing = syncEventsWith(
        np6,
        {
          store: {
            ...store,
            open(opening) {
              openings.push(opening);
              return store.open(opening);
            },
          },
          notifications: async () => [156],
          from: clock.now() - 3_600_000,
          concurrency: 1,
          signal: end.signal,
          onNotice,
        },
        { ...systemSyncPlatform, ...clock },
      );
      expect(await failure(syncing)).toBeInstanceOf(Error);
      expect(clock.pending()).toEqual([]);
      expect(getEventListeners(end.signal, "abort")).toEqual([]);
      for (const opening of openings) expect(opening).toMatchObject({ signal: end.signal, onNotice });
      await expect(store.streams()).rejects.toThrow("The store is not open.");
    },
  );

  it("aborts polls that have not ended after 5 s", async () => {
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
