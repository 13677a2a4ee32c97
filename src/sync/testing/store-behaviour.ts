import { afterEach, describe, expect, it } from "vitest";
import { eventRows } from "../event-row.ts";
import type { EventRow, NewStream } from "../event-store.ts";
import {
  storeBegin as begin,
  foundStream as found,
  testedKey as key,
  row,
  type StoreUnderTest,
  testedStream as stream,
} from "./store-under-test.ts";
import { describeViews } from "./view-behaviour.ts";

/** Tests the promises of every store. `open` makes one with an empty database, which `close` closes and removes. */
export function describeStore(
  name: string,
  open: () => Promise<StoreUnderTest & { close(): Promise<void> }>,
): void {
  describe(name, () => {
    let close = async (): Promise<void> => {};
    afterEach(() => close());

    async function setUp(...streams: NewStream[]): Promise<StoreUnderTest> {
      const opened = await open();
      close = opened.close;
      await opened.store.add(streams.length > 0 ? streams : [stream]);
      return opened;
    }
    it("returns an added stream with nothing read and due at once", async () => {
      const { store } = await setUp();
      const added = await found(store);
      expect(added).toMatchObject({ ...stream, state: "active", events: 0, late: 0, changed: 0 });
      expect(added.progress).toEqual({ cursor: begin, settled: begin });
      expect([added.newestAt, added.lastPolledAt, added.error]).toEqual([undefined, undefined, undefined]);
      expect(added.nextPollAt).toBeLessThanOrEqual(Date.now());
      expect(await store.streams()).toEqual([added]);
      expect(await store.stream({ ...key, notificationId: 157 })).toBeUndefined();
      await store.add([{ ...stream, notificationId: 157, baseUrl: undefined }]);
      expect((await store.stream({ ...key, notificationId: 157 }))?.baseUrl).toBeUndefined();
    });

    it("stores all of a change, and keeps fields that the change lacks", async () => {
      const { store } = await setUp();
      const { version } = await found(store);
      const progress = { cursor: begin + 60_000, settled: begin + 30_000 };
      const poll = { lastPolledAt: begin, nextPollAt: begin + 60_000, intervalMs: 60_000, error: "404" };
      const receipt = await store.write(key, version, { progress, poll });
      expect(receipt).toMatchObject({ stored: 0, late: 0, changed: 0 });
      expect(await found(store)).toMatchObject({ ...poll, progress, version: receipt?.version });
      await store.write(key, receipt?.version ?? 0, { events: [row("a", 90)], storedAt: begin });
      expect(await found(store)).toMatchObject({ ...poll, progress, events: 1, newestAt: begin + 90_000 });
      const { version: last } = await found(store);
      await store.write(key, last, { poll: { ...poll, error: undefined } });
      expect((await found(store)).error).toBeUndefined();
    });

    it("stores the columns of an event and its text as it was received", async () => {
      const { store, query } = await setUp();
      const text =
        '{ "type":"activation","id":"A","timestamp":1767225601000, "n":10.00,"n":9007199254740993,"m":1e400}';
      const event = eventRows("activations")(JSON.parse(text), text);
      const { version } = await found(store);
      await store.write(key, version, { events: [event], storedAt: begin });
      const [stored] = await query("SELECT * FROM np6_events");
      expect(stored).toMatchObject({
        kind: "activations",
        event_key: "A",
        event_id: "A",
        type: "activation",
        stamp_id: null,
        contact_id: null,
        event: text,
      });
      expect(Number(stored?.["notification_id"])).toBe(156);
      expect(new Date(String(stored?.["published_at"])).getTime()).toBe(1_767_225_601_000);
      expect(new Date(String(stored?.["stored_at"])).getTime()).toBe(begin);
    });

    it("stores an event once, in its first form, and counts each other form once", async () => {
      const { store, query } = await setUp();
      let { version } = await found(store);
      const write = async (...events: EventRow[]) => {
        const receipt = await store.write(key, version, { events, storedAt: begin });
        version = receipt?.version ?? -1;
        return receipt;
      };
      expect(await write(row("a", 1), row("b", 2), row("a", 1))).toMatchObject({ stored: 2, changed: 0 });
      expect(await write(row("a", 1), row("c", 3))).toMatchObject({ stored: 1, changed: 0 });
      expect(await write(row("a", 1, { more: 1 }))).toMatchObject({ stored: 0, changed: 1 });
      expect(await write(row("a", 1, { more: 1 }))).toMatchObject({ stored: 0, changed: 0 });
      expect(await write(row("a", 1, { more: 2 }), row("b", 2, { more: 2 }))).toMatchObject({ changed: 2 });
      expect(await found(store)).toMatchObject({ events: 3, changed: 3, newestAt: begin + 3_000 });
      const texts = await query("SELECT event FROM np6_events WHERE event_key = 'a'");
      expect(texts.map(({ event }) => JSON.parse(String(event)))).not.toHaveProperty("0.more");
    });

    it("does not count an event as changed if only its formatting differs", async () => {
      const { store } = await setUp();
      const { version } = await found(store);
      const event = row("a", 1, { more: 1 });
      const anew = { ...event, text: JSON.stringify(JSON.parse(event.text), null, 2) };
      expect(await store.write(key, version, { events: [event, anew], storedAt: begin })).toMatchObject({
        stored: 1,
        changed: 0,
      });
    });

    it("counts a new event as late if its time had been read before, and no others", async () => {
      const { store } = await setUp();
      const { version } = await found(store);
      const first = await store.write(key, version, {
        events: [row("a", 10)],
        storedAt: begin,
        progress: { cursor: begin + 60_000, settled: begin },
      });
      const noTime = { ...row("d", 0), publishedAt: undefined };
      const second = await store.write(key, first?.version ?? 0, {
        events: [row("a", 10), row("b", 59), row("c", 60), noTime],
        storedAt: begin,
        progress: { cursor: begin + 120_000, settled: begin },
      });
      expect([first?.late, second?.late, second?.stored]).toEqual([0, 1, 3]);
      expect(await found(store)).toMatchObject({ events: 4, late: 1, newestAt: begin + 60_000 });
    });

    it("takes no time of an event without one for that of its newest", async () => {
      const { store } = await setUp();
      const { version } = await found(store);
      const events = [{ ...row("a", 0), publishedAt: undefined }];
      await store.write(key, version, { events, storedAt: begin });
      expect(await found(store)).toMatchObject({ events: 1, late: 0, newestAt: undefined });
    });

    it("writes nothing on an old version, of a removed stream, or of one that is not there", async () => {
      const { store, query } = await setUp();
      const { version } = await found(store);
      const change = {
        events: [row("a", 1)],
        storedAt: begin,
        progress: { cursor: begin + 1, settled: begin },
      };
      expect(await store.write(key, version - 1, change)).toBeUndefined();
      expect(await store.write({ ...key, notificationId: 157 }, version, change)).toBeUndefined();
      await store.remove([key]);
      expect(await store.write(key, version, change)).toBeUndefined();
      expect(await store.write(key, (await found(store)).version, change)).toBeUndefined();
      expect(await query("SELECT * FROM np6_events")).toEqual([]);
      expect((await found(store)).progress).toEqual({ cursor: begin, settled: begin });
    });

    it("changes all or nothing", async () => {
      const { store, query } = await setUp();
      const before = await found(store);
      const change = {
        events: [row("a", 1)],
        storedAt: begin,
        // No time of any database.
        progress: { cursor: Number.NaN, settled: begin },
      };
      await expect(store.write(key, before.version, change)).rejects.toThrow();
      expect(await query("SELECT * FROM np6_events")).toEqual([]);
      expect(await found(store)).toEqual(before);
      await store.write(key, before.version, { events: [row("b", 1)], storedAt: begin });
      expect(await query("SELECT event_key FROM np6_events")).toEqual([{ event_key: "b" }]);
    });

    it("accepts one of two writes on the same version", async () => {
      const { store, query } = await setUp();
      const { version } = await found(store);
      const receipts = await Promise.all(
        ["a", "b"].map((id) => store.write(key, version, { events: [row(id, 1)], storedAt: begin })),
      );
      expect(receipts.filter((receipt) => receipt === undefined)).toHaveLength(1);
      expect(await query("SELECT * FROM np6_events")).toHaveLength(1);
      expect(await found(store)).toMatchObject({ events: 1, version: version + 1 });
    });

    it("keeps the time of its newest event when an older one is listed late", async () => {
      const { store } = await setUp();
      let { version } = await found(store);
      for (const seconds of [20, 10]) {
        const events = [row(`${seconds}`, seconds)];
        version = (await store.write(key, version, { events, storedAt: begin }))?.version ?? 0;
      }
      expect(await found(store)).toMatchObject({ events: 2, newestAt: begin + 20_000 });
    });

    it("keeps the events of a removed stream, and resumes it where it was", async () => {
      const { store } = await setUp();
      const progress = { cursor: begin + 60_000, settled: begin + 60_000 };
      const { version } = await found(store);
      await store.write(key, version, { events: [row("a", 1)], storedAt: begin, progress });
      await store.remove([key, { ...key, notificationId: 157 }]);
      expect(await found(store)).toMatchObject({ state: "removed", events: 1, progress });
      await store.add([{ ...stream, from: begin + 5_000, baseUrl: undefined }]);
      expect(await found(store)).toMatchObject({ ...stream, state: "active", events: 1, progress });
      await store.add([stream]);
      expect(await store.streams()).toHaveLength(1);
    });

    it("does not change an active stream that is added again", async () => {
      const { store } = await setUp();
      const before = await found(store);
      await store.add([{ ...stream, from: begin + 5_000 }]);
      expect(await found(store)).toEqual(before);
    });

    it("keeps streams apart", async () => {
      const other = { ...stream, kind: "executions" } as const;
      const { store, query } = await setUp(stream, other, { ...stream, notificationId: 157 });
      const { version } = await found(store);
      await store.write(key, version, { events: [row("a", 1)], storedAt: begin });
      await store.write(other, (await store.stream(other))?.version ?? 0, {
        events: [row("a", 2)],
        storedAt: begin,
      });
      expect(await query("SELECT kind FROM np6_events ORDER BY kind")).toEqual([
        { kind: "activations" },
        { kind: "executions" },
      ]);
      expect((await store.streams()).map(({ events }) => events).sort()).toEqual([0, 1, 1]);
    });

    describeViews(setUp);
  });
}
