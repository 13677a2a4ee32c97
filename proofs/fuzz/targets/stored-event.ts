import { DatabaseSync } from "node:sqlite";
import { eventRows, isSameEvent } from "../../../src/sync/event-row.ts";
import { sqliteStore } from "../../../src/sync/sqlite/sqlite-store.ts";
import { viewName } from "../../../src/sync/view-columns.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const stream = { kind: "executions", notificationId: 156 } as const;
const rowOf = eventRows(stream.kind);
const file = inputFile("events.db");
let opened: Promise<ReturnType<typeof sqliteStore>> | undefined;

async function openStore(): Promise<ReturnType<typeof sqliteStore>> {
  const store = sqliteStore(file.path);
  await store.open({ role: "worker" });
  await store.add([{ ...stream, from: 0, baseUrl: undefined }]);
  return store;
}

/** An event as a server sent it: what a sync stores of it, and what the view shows. */
export const storedEvent: FuzzTarget = {
  name: "stored-event",
  seeds: [
    '{"type":"execution","id":"00000000-0000-4000-8000-000000000001","timestamp":1769860800000,"source":{"detail":{"stamp":{"id":7}}}}',
    '{"id":"\\ud800","type":"a\\u0000b","timestamp":1e300,"timestamp":"x"}',
    '{"id":9007199254740993,"timestamp":1769860800000.5}',
    "[[[[{}]]]]",
  ],
  async check(input) {
    const text = Buffer.from(input).toString();
    let event: unknown;
    try {
      event = JSON.parse(text);
    } catch {
      // The decoder lets no such text through.
      return;
    }
    const row = rowOf(event, text);
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== "string" || name === "text") continue;
      must(!/[\0\p{Surrogate}]/u.test(value), `no database keeps its ${name}`);
    }
    must(row.key.length > 0 && row.key.length <= 200, `its key has ${row.key.length} characters`);
    must(isSameEvent(text, text), "an event is not the same as itself");
    opened ??= openStore();
    const store = await opened;
    const { version = 0, events: before = 0 } = (await store.stream(stream)) ?? {};
    const receipt = await store.write(stream, version, { events: [row], storedAt: 0 });
    using db = new DatabaseSync(file.path, { readOnly: true });
    const found = db.prepare("SELECT event FROM np6_events WHERE event_key = ?").get(row.key)?.["event"];
    if (receipt?.stored === 1) must(found === text, `it is stored as ${found}`);
    else must(found !== undefined && before > 0, "it was not stored");
    db.prepare(`SELECT * FROM ${viewName(stream.kind)}`).all();
    await store.remove([stream]);
    await store.add([{ ...stream, from: 0, baseUrl: undefined }]);
    using writer = new DatabaseSync(file.path);
    writer.exec("DELETE FROM np6_events");
  },
};
