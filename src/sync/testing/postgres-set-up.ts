import pg from "pg";
import { onTestFinished, type TestAPI, test } from "vitest";
import { createDatabase, type PostgresServer, startPostgres } from "../../../proofs/kit/postgres.ts";
import { type Platform, systemPlatform } from "../../transport/platform.ts";
import { eventRows } from "../event-row.ts";
import type { EventStore, NewStream, StoreOpening, WriteReceipt } from "../event-store.ts";
import { postgresStore, postgresStoreOn } from "../postgres/postgres-store.ts";

interface PostgresFixtures {
  /** A server that all files of a worker share, because it takes longer to start than most of them run. */
  readonly server: PostgresServer;
  /** Makes an empty database and returns its address. */
  readonly emptyDatabase: () => Promise<string>;
  /** The same with the tables of a sync, which takes half the time that making them does. */
  readonly newDatabase: () => Promise<string>;
}

/** A server that is there already: `npm run proof mutation` has one for all changes. */
const address = process.env["MUTATION_POSTGRES"];
const scope = { scope: "worker" } as const;

/** Tests that share a Postgres. */
export const withPostgres: TestAPI<PostgresFixtures> = test.extend<PostgresFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads there which other fixtures this one needs
    async ({}, use) => {
      await using server = await startPostgres();
      await use(server);
    },
    scope,
  ],
  emptyDatabase: [
    address === undefined
      ? ({ server }, use) => use(() => server.database())
      : // biome-ignore lint/correctness/noEmptyPattern: as above
        ({}, use) => use(() => createDatabase(address)),
    scope,
  ],
  newDatabase: [
    async ({ emptyDatabase }, use) => {
      const template = await emptyDatabase();
      const store = postgresStore(template);
      await store.open({ role: "worker" });
      await store.close();
      const beside = template.replace(/[^/]+$/, "postgres");
      await use(() => createDatabase(beside, template));
    },
    scope,
  ],
});

/** Everything as the text that Postgres sends. */
export const asText: { getTypeParser(): (text: string) => string } = { getTypeParser: () => String };

/** The stream of {@link storeTexts}. */
export const stream: NewStream = { kind: "activations", notificationId: 156, from: 0, baseUrl: undefined };

/** A store that is open as long as the test. */
export async function opened(
  database: Parameters<typeof postgresStore>[0],
  opening: StoreOpening = { role: "worker" },
  platform: Platform = systemPlatform,
): Promise<EventStore> {
  const store = postgresStoreOn(database, platform);
  await store.open(opening);
  onTestFinished(() => store.close());
  return store;
}

/** The same, for which what takes seconds is due in milliseconds, and whose clock may differ from that of the database. */
export function openedHastily(database: string, now: () => number = systemPlatform.now): Promise<EventStore> {
  const after: Platform["after"] = (ms, run) => systemPlatform.after(ms / 20, run);
  return opened(database, { role: "worker" }, { ...systemPlatform, now, after });
}

/** Runs statements on the database past the store. */
export async function run(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, types: asText })).rows;
  } finally {
    await client.end();
  }
}

/** Stores events with these texts, as a poll does. */
export async function storeTexts(store: EventStore, ...texts: string[]): Promise<WriteReceipt | undefined> {
  await store.add([stream]);
  const { version = 0 } = (await store.stream(stream)) ?? {};
  const rowOf = eventRows("activations");
  const events = texts.map((text) => rowOf(JSON.parse(text), text));
  return store.write(stream, version, { events, storedAt: 0 });
}
