import { eventRows } from "../event-row.ts";
import type { EventRow, EventStore, NewStream, StoredStream, StreamKey } from "../event-store.ts";

/** A store that is open, and how to look past it. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Runs a query on the database. Names of columns are the same in each. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** When the events of the tests begin. */
export const storeBegin: number = Date.UTC(2026, 0, 1);
/** The stream that most tests are about. */
export const testedKey: StreamKey = { kind: "activations", notificationId: 156 };
/** The same, as it is added. */
export const testedStream: NewStream = {
  ...testedKey,
  from: storeBegin + 250,
  baseUrl: "https://api.example",
};

/** A row of an event that was published so many seconds after the beginning. */
export function row(id: string, seconds: number, more: object = {}): EventRow {
  const event = { type: "activation", id, timestamp: storeBegin + seconds * 1000, ...more };
  return eventRows("activations")(event, JSON.stringify(event));
}

/** The stream that most tests are about, as the store has it. */
export async function foundStream(store: EventStore): Promise<StoredStream> {
  const now = await store.stream(testedKey);
  if (!now) throw new Error("There is no such stream.");
  return now;
}
