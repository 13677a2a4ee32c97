import pg from "pg";
import { createNp6Client } from "../../src/index.ts";
import { postgresStoreOn } from "../../src/sync/postgres/postgres-store.ts";
import { sqliteStoreOn } from "../../src/sync/sqlite/sqlite-store.ts";
import { syncEventsWith, systemSyncPlatform } from "../../src/sync/sync-events.ts";
import { firstTimestamp, heldEvents } from "./adversary.ts";
import type { DatabaseFault } from "./row.ts";

/** What a program that syncs is told. */
export interface SyncProgramSetUp {
  readonly url: string;
  readonly key: string;
  readonly address: string;
  readonly fault: Exclude<DatabaseFault["program"], undefined>;
}

// A process: a program that uses the library, with what only a program can get wrong. Argument: its set-up, as JSON.
const { url, key, address, fault }: SyncProgramSetUp = JSON.parse(process.argv[2] ?? "");

/** First in the middle of the events, and at last well after them. */
const clocks = {
  middle: firstTimestamp + 90_000,
  back: firstTimestamp - 3_600_000,
  late: firstTimestamp + 600_000,
};
const began = Date.now();
let clock: keyof typeof clocks = fault === "clock-set-back-between-polls" ? "middle" : "late";
const onClock = fault.startsWith("clock");
const now = (): number => (onClock ? clocks[clock] + Date.now() - began : Date.now());

// A wait is a tenth of what it was.
const platform = {
  ...systemSyncPlatform,
  now,
  after: (ms: number, run: () => void) => systemSyncPlatform.after(ms / 10, run),
};
const np6 = createNp6Client({
  apiKey: key,
  baseUrl: url,
  onRequest() {
    if (fault === "clock-set-back-in-a-poll") clock = "back";
  },
});
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const pool = address.startsWith("postgres:")
  ? new pg.Pool({ connectionString: address, max: 1, connectionTimeoutMillis: 500 })
  : undefined;
const end = new AbortController();
let stored = 0;

if (fault === "pool-taken") {
  const connection = await pool?.connect();
  setTimeout(() => connection?.release(), 2_000);
}
try {
  await syncEventsWith(
    np6,
    {
      ...{ notifications: [156], kinds: ["activations"], from: firstTimestamp, every: 1_000 },
      ...{ maxRequestsPerSecond: 100, signal: end.signal, onNotice: say },
      store: pool === undefined ? sqliteStoreOn(address, platform) : postgresStoreOn(pool, platform),
      once: fault !== "clock-set-back-between-polls",
      onPoll(polled) {
        if (polled.error !== undefined) say(polled.error);
        stored += polled.stored;
        if (stored === heldEvents.length) end.abort();
        else if (onClock) clock = polled.error === undefined ? "back" : "late";
      },
    },
    platform,
  );
} catch (error) {
  if (!end.signal.aborted) throw error;
} finally {
  await pool?.end();
}
