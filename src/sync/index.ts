/**
 * Keeps the events of many notifications in a database, each exactly once. Needs Node 22.13 or later.
 *
 * @module
 */
export type {
  EventRow,
  EventStore,
  NewStream,
  StoredStream,
  StoreOpening,
  StreamChange,
  StreamKey,
  StreamPoll,
  StreamWork,
  StreamWorkers,
  WriteReceipt,
} from "./event-store.ts";
export type { PolledStream } from "./poll-stream.ts";
export type { PostgresPool } from "./postgres/database.ts";
export { postgresStore } from "./postgres/postgres-store.ts";
export { sqliteStore } from "./sqlite/sqlite-store.ts";
export { Np6SyncError, type SyncErrorKind } from "./sync-error.ts";
export { type SyncSummary, syncEvents } from "./sync-events.ts";
export type { SyncOptions } from "./sync-options.ts";
