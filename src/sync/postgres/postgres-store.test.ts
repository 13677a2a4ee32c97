import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type PostgresServer, startPostgres } from "../../../proofs/kit/postgres.ts";
import { eventKinds } from "../../shared/event-kinds.ts";
import { eventRows } from "../event-row.ts";
import type { EventStore, StoreOpening } from "../event-store.ts";
import { describeStore } from "../testing/store-behaviour.ts";
import { setUp } from "../testing/sync-set-up.ts";
import { postgresStore } from "./postgres-store.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

/** Everything as the text that Postgres sends. */
const asText = { getTypeParser: () => String };

describeStore("postgresStore", async () => {
  const url = await server.database();
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

const stream = { kind: "activations", notificationId: 156, from: 0, baseUrl: undefined } as const;

async function opened(
  database: Parameters<typeof postgresStore>[0],
  opening: StoreOpening = { role: "worker" },
): Promise<EventStore> {
  const store = postgresStore(database);
  await store.open(opening);
  onTestFinished(() => store.close());
  return store;
}

/** What opening a database rejects with. */
function whyNot(url: string, role: StoreOpening["role"] = "visitor"): Promise<unknown> {
  return opened(url, { role }).then(
    () => "It was opened.",
    (error: unknown) => error,
  );
}

async function run(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, types: asText })).rows;
  } finally {
    await client.end();
  }
}

/** Stores events with these texts, as a poll does. */
async function storeTexts(store: EventStore, ...texts: string[]) {
  await store.add([stream]);
  const { version = 0 } = (await store.stream(stream)) ?? {};
  const rowOf = eventRows("activations");
  const events = texts.map((text) => rowOf(JSON.parse(text), text));
  return store.write(stream, version, { events, storedAt: 0 });
}

const elsewhere = (url: string): string => url.replace(/:\d+\//, ":9/");

describe("a Postgres database", () => {
  it("is made ready once by processes that start together", async () => {
    const url = await server.database();
    await Promise.all([opened(url), opened(url), opened(url)]);
    expect(await run(url, "SELECT version FROM np6_schema")).toEqual([{ version: "1" }]);
  });

  it("may come as a pool, which stays open", async () => {
    const pool = new pg.Pool({ connectionString: await server.database() });
    onTestFinished(() => pool.end());
    const store = postgresStore(pool);
    await store.open({ role: "worker" });
    await store.add([stream]);
    await store.close();
    expect((await pool.query("SELECT kind FROM np6_streams")).rows).toEqual([{ kind: "activations" }]);
    expect(pool.listenerCount("error")).toBe(0);
  });

  it("is waited for while it is away, and what was asked of it is done then", async () => {
    const url = await server.database();
    const notices: string[] = [];
    let told = (): void => {};
    const away = new Promise<void>((resolve) => {
      told = resolve;
    });
    const store = await opened(url, {
      role: "worker",
      onNotice(text) {
        notices.push(text);
        told();
      },
    });
    await store.add([stream]);
    await server.halt();
    const stored = storeTexts(store, '{"id":"a"}');
    await away;
    await server.resume();
    expect(await stored).toMatchObject({ stored: 1 });
    const name = url.replace(/:[^:@]*@/, "@");
    expect(notices).toEqual([expect.stringMatching(/^postgres:.*; waiting for it$/), `${name} is back`]);
    expect(notices[0]).toContain(`${name}: `);
  });

  it("is waited for by a sync that starts before it", async () => {
    const url = await server.database();
    const { sync } = await setUp({ events: 2 });
    await server.halt();
    const notices: string[] = [];
    let told = (): void => {};
    const away = new Promise<void>((resolve) => {
      told = resolve;
    });
    const onNotice = (text: string) => {
      notices.push(text);
      told();
    };
    const syncing = sync({ store: postgresStore(url), notifications: [156], onNotice });
    await away;
    await server.resume();
    expect(await syncing).toMatchObject({ stored: 2 * eventKinds.length, failed: [] });
    // The rate of the sync is that of all processes.
    expect(await run(url, "SELECT requests_per_second FROM np6_budget")).toEqual([
      { requests_per_second: "1000" },
    ]);
    expect(notices).toEqual([
      expect.stringMatching(/ECONNREFUSED.*; waiting for it$/),
      expect.stringMatching(/ is back$/),
    ]);
  });

  it("is no longer waited for once the signal is aborted", async () => {
    const end = new AbortController();
    const opening = postgresStore(elsewhere(await server.database())).open({
      role: "worker",
      signal: end.signal,
      onNotice: () => end.abort(new Error("enough")),
    });
    await expect(opening).rejects.toThrow("enough");
  });

  it.each<[string, (url: string) => string, string, RegExp]>([
    ["is not there", (url) => url.replace(/[^/]+$/, "missing"), "no-database", /does not exist.*Create it/],
    [
      "wants another password",
      (url) => url.replace(/:[^:@]+@/, ":wrong@"),
      "access-denied",
      /Check the password/,
    ],
    [
      "is given no password",
      (url) => url.replace(/:[^:@]+@/, "@"),
      "access-denied",
      /wants a password\. Set PGPASSWORD/,
    ],
    ["cannot be reached", elsewhere, "io", /ECONNREFUSED.*can be reached/],
    ["is empty", (url) => url, "no-database", /nothing was synced into it yet/],
  ])("that %s is refused, and no password is told", async (_what, change, kind, words) => {
    const url = await server.database();
    const error = await whyNot(change(url));
    expect(error).toMatchObject({ name: "Np6SyncError", kind, message: expect.stringMatching(words) });
    expect(JSON.stringify(error) + String(error)).not.toContain(new URL(url).password);
  });

  it.each([
    [
      "another program's",
      "CREATE TABLE np6_events (mine text)",
      "not-a-database",
      /another program made its table/,
    ],
    [
      "a newer version's",
      "CREATE TABLE np6_schema AS SELECT 99 AS version",
      "newer-schema",
      /schema 99; this one knows 1/,
    ],
  ])("is refused and left as it is if it is %s", async (_whose, sql, kind, words) => {
    const url = await server.database();
    await run(url, sql);
    const tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
    const before = await run(url, tables);
    for (const role of ["worker", "visitor"] as const) {
      expect(await whyNot(url, role)).toMatchObject({ kind, message: expect.stringMatching(words) });
    }
    expect(await run(url, tables)).toEqual(before);
  });

  it("keeps a view that another one is built upon, and tells so", async () => {
    const url = await server.database();
    await (await opened(url)).close();
    await run(url, "COMMENT ON VIEW np6_activations IS 'of an older contract'");
    await run(url, "CREATE VIEW mine AS SELECT id FROM np6_activations");
    const notices: string[] = [];
    await opened(url, { role: "worker", onNotice: (text) => notices.push(text) });
    expect(notices).toEqual([expect.stringMatching(/^np6_activations stays as it was/)]);
    expect(await run(url, "SELECT * FROM mine")).toEqual([]);
  });

  it("stores what is nested too deeply for Postgres as a text", async () => {
    const url = await server.database();
    const store = await opened(url);
    const deep = `{"id":"deep","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(await storeTexts(store, '{"id":"flat"}', deep)).toMatchObject({ stored: 2 });
    expect(await storeTexts(store, deep)).toMatchObject({ stored: 0, changed: 0 });
    const rows = await run(url, "SELECT event FROM np6_activations ORDER BY length(event::text)");
    expect(rows.map(({ event }) => event)).toEqual(['{"id":"flat"}', JSON.stringify(deep)]);
  });

  it("stores batches of more than one statement whole, and compares what was there", async () => {
    const store = await opened(await server.database());
    const texts = Array.from({ length: 2_500 }, (_, n) => `{"id":"${n}","timestamp":${n}}`);
    expect(await storeTexts(store, ...texts)).toMatchObject({ stored: 2_500, changed: 0 });
    expect((await store.stream(stream))?.newestAt).toBe(2_499);
    const again = texts.map((text, n) => (n % 1_000 === 999 ? text.replace("}", ',"more":1}') : text));
    expect(await storeTexts(store, ...again)).toMatchObject({ stored: 0, changed: 2 });
  });

  it("shows in its views what stands around escapes that Postgres cannot read", async () => {
    const url = await server.database();
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
