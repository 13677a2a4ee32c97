import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventRows } from "../event-row.ts";
import { asText, opened, run, storeTexts, stream, withPostgres } from "../testing/postgres-set-up.ts";
import { describeStore } from "../testing/store-behaviour.ts";
import { postgresStore } from "./postgres-store.ts";

let newDatabase: () => Promise<string>;
let emptyDatabase: () => Promise<string>;
withPostgres.beforeAll(({ newDatabase: ready, emptyDatabase: empty }) => {
  newDatabase = ready;
  emptyDatabase = empty;
});

describeStore("postgresStore", async () => {
  const url = await newDatabase();
  const store = postgresStore(url);
  await store.open({ role: "worker" });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    store,
    query: async (text) => (await client.query({ text, types: asText })).rows,
    async close() {
      await client.end();
      await store.close();
    },
  };
});

describe("a Postgres database", () => {
  it("is made ready once by processes that start together", async () => {
    const url = await emptyDatabase();
    await Promise.all([opened(url), opened(url), opened(url)]);
    expect(await run(url, "SELECT version FROM np6_schema")).toEqual([{ version: "2" }]);
  });

  it("made by an earlier version gets a function that no parallel plan uses", async () => {
    const url = await newDatabase();
    await run(url, "UPDATE np6_schema SET version = 1; ALTER FUNCTION np6_readable(json) PARALLEL SAFE");
    await opened(url);
    const [found] = await run(
      url,
      "SELECT proparallel, version FROM pg_proc, np6_schema WHERE proname = 'np6_readable'",
    );
    expect(found).toEqual({ proparallel: "u", version: "2" });
  });

  it("may be given as a pool, which stays open", async () => {
    const pool = new pg.Pool({ connectionString: await newDatabase() });
    onTestFinished(() => pool.end());
    const store = postgresStore(pool);
    await store.open({ role: "worker" });
    await store.add([stream]);
    await store.close();
    expect((await pool.query("SELECT kind FROM np6_streams")).rows).toEqual([{ kind: "activations" }]);
    expect(pool.listenerCount("error")).toBe(0);
  });

  it("stores the first form of an event that a batch has in several, and counts each other one once", async () => {
    const store = await opened(await newDatabase());
    const [one, two, three] = [1, 2, 3].map((n) => `{"id":"a","n":${n}}`) as [string, string, string];
    expect(await storeTexts(store, one, one, two)).toMatchObject({ stored: 1, changed: 1 });
    expect(await storeTexts(store, two, two)).toMatchObject({ stored: 0, changed: 0 });
    // What is stored counts, not what came first in the batch.
    expect(await storeTexts(store, three, one)).toMatchObject({ stored: 0, changed: 1 });
    expect(await store.stream(stream)).toMatchObject({ events: 1, changed: 2 });
  });

  it("accepts only one of two writes that wait for the same stream", async () => {
    const url = await newDatabase();
    const store = await opened(url);
    await store.add([stream]);
    const { version = 0 } = (await store.stream(stream)) ?? {};
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query("BEGIN; SELECT FROM np6_streams FOR UPDATE");
    const rowOf = eventRows("activations");
    const writes = ["a", "b"].map((id) =>
      store.write(stream, version, { events: [rowOf({ id }, `{"id":"${id}"}`)], storedAt: 0 }),
    );
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    while ((await run(url, waiting)).length < 2) await sleep(20);
    await holder.query("COMMIT");
    expect((await Promise.all(writes)).filter((receipt) => receipt === undefined)).toHaveLength(1);
    expect(await run(url, "SELECT event FROM np6_events")).toHaveLength(1);
  });

  it("writes after another transaction, also where the database has a stricter isolation", async () => {
    const url = await newDatabase();
    const name = new URL(url).pathname.slice(1);
    await run(url, `ALTER DATABASE ${name} SET default_transaction_isolation TO 'repeatable read'`);
    const store = await opened(url);
    await store.add([stream]);
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query("BEGIN; UPDATE np6_streams SET late = 5");
    const stored = storeTexts(store, '{"id":"a"}');
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    while ((await run(url, waiting)).length < 1) await sleep(20);
    await holder.query("COMMIT");
    expect(await stored).toMatchObject({ stored: 1 });
    expect(await store.stream(stream)).toMatchObject({ events: 1, late: 5 });
  });

  it("keeps a view that another view uses, and reports it", async () => {
    const url = await newDatabase();
    await (await opened(url)).close();
    await run(url, "COMMENT ON VIEW np6_activations IS 'np6-notification-events of an older contract'");
    await run(url, "CREATE VIEW mine AS SELECT id FROM np6_activations");
    const notices: string[] = [];
    await opened(url, { role: "worker", onNotice: (text) => notices.push(text) });
    expect(notices).toEqual([expect.stringMatching(/^np6_activations stays as it was/)]);
    expect(await run(url, "SELECT * FROM mine")).toEqual([]);
  });

  it("keeps a view and a table of another program that have the names of its views, and reports them", async () => {
    const url = await emptyDatabase();
    await run(
      url,
      "CREATE VIEW np6_activations AS SELECT 1 AS mine; CREATE TABLE np6_executions (mine text)",
    );
    const notices: string[] = [];
    await opened(url, { role: "worker", onNotice: (text) => notices.push(text) });
    expect(notices).toEqual([
      expect.stringMatching(/^np6_activations stays as it was, because another program made it/),
      expect.stringMatching(/^np6_executions stays as it was, because another program made it/),
    ]);
    expect(await run(url, "SELECT * FROM np6_activations")).toEqual([{ mine: "1" }]);
    expect(await run(url, "SELECT * FROM np6_cancellations")).toEqual([]);
  });

  it("stores an event that is nested too deeply for Postgres as a text", async () => {
    const url = await newDatabase();
    const store = await opened(url);
    const deep = `{"id":"deep","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(await storeTexts(store, '{"id":"flat"}', deep)).toMatchObject({ stored: 2 });
    expect(await storeTexts(store, deep)).toMatchObject({ stored: 0, changed: 0 });
    const rows = await run(url, "SELECT event FROM np6_activations ORDER BY length(event::text)");
    expect(rows.map(({ event }) => event)).toEqual(['{"id":"flat"}', JSON.stringify(deep)]);
  });

  it("stores batches of more than one statement completely, and compares existing events", async () => {
    const store = await opened(await newDatabase());
    const texts = Array.from({ length: 2_500 }, (_, n) => `{"id":"${n}","timestamp":${n}}`);
    expect(await storeTexts(store, ...texts)).toMatchObject({ stored: 2_500, changed: 0 });
    expect((await store.stream(stream))?.newestAt).toBe(2_499);
    const again = texts.map((text, n) => (n % 1_000 === 999 ? text.replace("}", ',"more":1}') : text));
    expect(await storeTexts(store, ...again)).toMatchObject({ stored: 0, changed: 2 });
  });

  it("shows in its views the values around escapes that Postgres cannot read", async () => {
    const url = await newDatabase();
    await storeTexts(
      await opened(url),
      String.raw`{"id":"1","source":{"type":"pair \ud83d\ude00 end"}}`,
      String.raw`{"id":"2","source":{"type":"half \ud83d \ude00 \ud83d\ud83d\ude00 end"}}`,
      String.raw`{"id":"3","source":{"type":"nul \u0000\u0000 \\u0000 \\\u0000 end"}}`,
    );
    const rows = await run(url, "SELECT source_type FROM np6_activations ORDER BY id");
    expect(rows.map((row) => row["source_type"])).toEqual([
      "pair 😀 end",
      "half � � �😀 end",
      "nul �� \\u0000 \\� end",
    ]);
  });
});
