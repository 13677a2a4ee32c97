import { describe, expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { manualPlatform } from "../transport/testing/manual-platform.ts";
import { sqliteStore, sqliteStoreOn } from "./sqlite/sqlite-store.ts";
import { syncEventsWith, systemSyncPlatform } from "./sync-events.ts";
import { storedStream } from "./testing/stored-stream.ts";
import { failure, syncBeginning as from, setUpSandboxSync } from "./testing/sync-set-up.ts";
import { watchList } from "./watch-list.ts";

describe("a list of notifications that changes", () => {
  async function watch() {
    const { sandbox, database } = await setUpSandboxSync({ events: 1 });
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

  it("stays as it was if it cannot be read, with one notice", async () => {
    const { list, look, ids, notices } = await watch();
    list.now = async () => {
      throw new Error("ids.txt, line 3: bad");
    };
    await look();
    expect(notices).toHaveLength(1);
    await look();
    expect(notices).toEqual(["ids.txt, line 3: bad"]);
    list.now = async () => [158];
    await look();
    expect(ids()).toEqual([156, 158]);
  });
});

describe("watching a list", () => {
  const request = { notifications: [156], kinds: ["activations"], from: 0, baseUrl: undefined } as const;

  /** Watches, with what was added to the store. */
  function watchAlone(readList: () => Promise<readonly number[]>) {
    const clock = manualPlatform();
    const added: unknown[] = [];
    const store = {
      ...sqliteStore("none.db"),
      streams: async () => [storedStream()],
      add: async (streams: readonly unknown[]) => void added.push(...streams),
    };
    const stop = watchList(readList, request, { store, platform: clock });
    return { clock, added, stop, store };
  }

  it("leaves the store alone as long as no id is new, and needs nobody to tell of a failure", async () => {
    const lists = [[156], [], "failed", [156, 157]] as const;
    let reads = 0;
    const { clock, added, store, stop } = watchAlone(async () => {
      const list = lists[reads++];
      if (typeof list === "string") throw new Error(list);
      return list ?? [];
    });
    let asked = 0;
    store.streams = async () => {
      asked++;
      return [storedStream()];
    };
    for (const _ of lists.slice(1)) await clock.fire(15_000);
    await clock.armed(15_000);
    expect([reads, asked, added]).toEqual([3, 0, []]);
    await clock.fire(15_000);
    await clock.armed(15_000);
    expect(added).toMatchObject([{ notificationId: 157 }]);
    stop();
    expect(clock.pending()).toEqual([]);
  });

  it("does not go on after it is stopped, also while the list is read", async () => {
    let read = (_list: readonly number[]): void => {};
    const { clock, added, stop } = watchAlone(
      () =>
        new Promise((resolve) => {
          read = resolve;
        }),
    );
    await clock.fire(15_000);
    stop();
    read([156, 157]);
    await new Promise(setImmediate);
    expect([clock.pending(), added]).toEqual([[], []]);
  });
});
