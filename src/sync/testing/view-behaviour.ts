import { expect, it } from "vitest";
import { eventRows } from "../event-row.ts";
import {
  storeBegin as begin,
  foundStream as found,
  testedKey as key,
  row,
  type StoreUnderTest,
} from "./store-under-test.ts";

/** Tests the views over the events of every store. */
export function describeViews(setUp: () => Promise<StoreUnderTest>): void {
  it("has a view of each kind that shows every event, whatever is in it", async () => {
    const { store, query } = await setUp();
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    const texts = [
      '{"type":"activation","id":"nul","source":{"type":"a\\u0000b"}}',
      '{"id":"surrogate","source":{"type":"\\ud800"}}',
      '{"id":"twice","id":"twice2"}',
      '{"id":"large","timestamp":1e400}',
      '{"id":"precise","timestamp":9007199254740993}',
      '{"id":"huge","timestamp":-9223372036854775808}',
      '{"id":"object","source":{"type":{"b":1}}}',
      '{"id":"array","source":[]}',
      `{"id":"deep","source":${deep}}`,
      "null",
      "5",
      '"text"',
      "[]",
    ];
    const events = texts.map((text) => eventRows("activations")(JSON.parse(text), text));
    const { version } = await found(store);
    await store.write(key, version, { events, storedAt: begin });
    const shown = await query("SELECT * FROM np6_activations");
    expect(shown.map(({ event }) => event).sort()).toEqual(texts.sort());
    expect(new Set(shown.map((shown) => Number(shown["notification_id"])))).toEqual(new Set([156]));
    expect(await query("SELECT * FROM np6_executions")).toEqual([]);
    const [object] = shown.filter(({ event }) => String(event).includes("object"));
    expect(JSON.parse(String(object?.["source_type"]))).toEqual({ b: 1 });
  });

  it("shows the values of an event in its view", async () => {
    const { store, query } = await setUp();
    const { version } = await found(store);
    const detail = { activation: { id: 156, stamp: { id: "s" } } };
    await store.write(key, version, {
      events: [row("a", 1, { source: { type: "notification", detail } })],
      storedAt: begin,
    });
    const [shown] = await query("SELECT * FROM np6_activations");
    expect(shown).toMatchObject({
      type: "activation",
      id: "a",
      source_detail_activation_stamp_id: "s",
      source_detail_activation_stamp_time: null,
    });
    expect(Number(shown?.["source_detail_activation_id"])).toBe(156);
    expect(Number(shown?.["timestamp"])).toBe(begin + 1_000);
  });
}
