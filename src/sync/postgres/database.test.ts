import { describe, expect, it } from "vitest";
import type { PostgresServer } from "../../../proofs/kit/postgres.ts";
import { createNp6Client } from "../../client/client.ts";
import { eventKinds } from "../../shared/event-kinds.ts";
import type { StoreOpening } from "../event-store.ts";
import { syncEvents } from "../sync-events.ts";
import { opened, run, storeTexts, stream, withPostgres } from "../testing/postgres-set-up.ts";
import { setUpSandboxSync } from "../testing/sync-set-up.ts";
import { isUnreachable } from "./database.ts";
import { postgresStore } from "./postgres-store.ts";

let server: PostgresServer;
withPostgres.beforeAll(({ server: shared }) => {
  server = shared;
});

/** What opening a database rejects with. */
function whyNot(url: string, role: StoreOpening["role"] = "visitor"): Promise<unknown> {
  return opened(url, { role }).then(
    () => "It was opened.",
    (error: unknown) => error,
  );
}

const elsewhere = (url: string): string => url.replace(/:\d+\//, ":9/");

describe("a Postgres database", () => {
  it("is waited for while it is unreachable, and then completes the pending work", async () => {
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
    const { sync } = await setUpSandboxSync({ events: 2 });
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

  it("is waited for by a worker that gives the stream its next job", async () => {
    const store = await opened(await server.database());
    await store.add([stream]);
    let resumed: Promise<void> | undefined;
    await store.workers?.run({
      concurrency: 1,
      once: true,
      lag: 0,
      signal: new AbortController().signal,
      async poll() {
        const now = Date.now();
        const poll = { lastPolledAt: now, nextPollAt: now + 60_000, intervalMs: 60_000, error: undefined };
        await store.write(stream, 1, { progress: { cursor: now, settled: now }, poll });
        await server.halt();
        resumed = server.resume();
        return poll.nextPollAt;
      },
    });
    await resumed;
    expect(await store.stream(stream)).toMatchObject({ version: 2 });
  });

  it("is made by one of several processes that start at once, also if its isolation is strict", async () => {
    const url = await server.database();
    const name = new URL(url).pathname.slice(1);
    await run(url, `ALTER DATABASE ${name} SET default_transaction_isolation TO 'repeatable read'`);
    const [store] = await Promise.all([opened(url), opened(url), opened(url)]);
    expect(await store.streams()).toEqual([]);
  });

  it("that does not exist is what a sync without notifications complains about", async () => {
    const store = postgresStore((await server.database()).replace(/[^/]+$/, "missing"));
    const np6 = createNp6Client({ apiKey: "synthetic-key" });
    await expect(syncEvents(np6, { store })).rejects.toThrow(/database "missing" does not exist/);
  });

  it("takes a time between polls that a program calculated", async () => {
    const url = await server.database();
    const { sync } = await setUpSandboxSync({ events: 1 });
    const hours = 2.2 * 3_600_000;
    expect(hours).not.toBe(Math.round(hours));
    const times = { every: hours, maxEvery: hours };
    expect(await sync({ store: postgresStore(url), notifications: [156], ...times })).toMatchObject({
      failed: [],
    });
  });

  it("gets its queue back if somebody deleted it", async () => {
    const url = await server.database();
    await (await opened(url)).close();
    await run(url, "DROP SCHEMA np6_jobs CASCADE");
    await (await opened(url)).close();
    expect(await run(url, "SELECT to_regnamespace('np6_jobs') AS found")).toEqual([{ found: "np6_jobs" }]);
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
      /asks for a password\. Set PGPASSWORD/,
    ],
    ["cannot be reached", elsewhere, "io", /ECONNREFUSED.*can be reached/],
    ["is empty", (url) => url, "no-database", /nothing was synced into it yet/],
    [
      "has no TLS where the address asks for it",
      (url) => `${url}?sslmode=verify-full`,
      "io",
      /postgres:.*does not support SSL connections\. Check sslmode/,
    ],
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
      /schema 99; this one knows 2/,
    ],
    [
      "a damaged one",
      "CREATE TABLE np6_schema (version integer)",
      "not-a-database",
      /its table np6_schema has no version/,
    ],
  ])("is rejected and left as it is if it is %s", async (_whose, sql, kind, words) => {
    const url = await server.database();
    await run(url, sql);
    const tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
    const before = await run(url, tables);
    for (const role of ["worker", "visitor"] as const) {
      expect(await whyNot(url, role)).toMatchObject({ kind, message: expect.stringMatching(words) });
    }
    expect(await run(url, tables)).toEqual(before);
  });
});

describe("a sync into Postgres is rejected", () => {
  it("by a table of another program, whichever of ours it has the name of", async () => {
    const url = await server.database();
    await run(url, "CREATE TABLE np6_streams (mine text)");
    const message = expect.stringMatching(/np6_streams" already exists\. Another program made it/);
    expect(await whyNot(url, "worker")).toMatchObject({ kind: "not-a-database", message });
    expect(await run(url, "SELECT to_regclass('np6_events') AS ours")).toEqual([{ ours: null }]);
  });

  it("by a database that cannot hold every character", async () => {
    const beside = await server.database();
    await run(
      beside,
      "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'",
    );
    const message = expect.stringMatching(/its encoding is LATIN1, which cannot hold every event/);
    const url = beside.replace(/[^/]+$/, "latin");
    expect(await whyNot(url, "worker")).toMatchObject({ kind: "not-a-database", message });
  });

  it("at once when its user lacks the right to the queue", async () => {
    const url = await server.database();
    await (await opened(url)).close();
    await run(
      url,
      "CREATE ROLE limited LOGIN PASSWORD 'limited'; GRANT ALL ON ALL TABLES IN SCHEMA public TO limited",
    );
    const store = await opened(url.replace(/\/\/[^@]+@/, "//limited:limited@"));
    const signal = new AbortController().signal;
    const working = store.workers?.run({
      ...{ concurrency: 1, once: true, lag: 0, signal },
      poll: async () => undefined,
    });
    await expect(working).rejects.toMatchObject({
      kind: "access-denied",
      message: expect.stringMatching(/permission denied for schema np6_jobs\. The user needs the right/),
    });
  });
});

it("a server that is reached by a socket is away while its socket is missing, and no other file is waited for", () => {
  const missing = (syscall: string) =>
    Object.assign(new Error(`${syscall} ENOENT`), { code: "ENOENT", syscall });
  expect([isUnreachable(missing("connect")), isUnreachable(missing("open"))]).toEqual([true, false]);
});
