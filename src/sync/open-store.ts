import type { EventStore, StoreOpening } from "./event-store.ts";
import { planStreams, type StreamRequest } from "./plan-streams.ts";
import { jitter } from "./poll-stream.ts";
import { Np6SyncError } from "./sync-error.ts";

/**
 * Opens a store as a worker, with the requested streams. All checks run first as a visitor, beside a worker that may be
 * running. So a rejected request leaves the database unchanged, and creates none.
 */
export async function openWithStreams(
  store: EventStore,
  request: StreamRequest,
  opening: Omit<StoreOpening, "role">,
): Promise<void> {
  const known = await lookUp(store, opening);
  let added = known && planStreams(known, request, store.name);
  await store.open({ ...opening, role: "worker" });
  try {
    added ??= planStreams(await store.streams(), request, store.name);
    await store.add(added);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * The streams of a database, none if there is no database; `undefined` if only a worker can read it, because it must be
 * migrated.
 */
async function lookUp(
  store: EventStore,
  opening: Omit<StoreOpening, "role">,
): Promise<Awaited<ReturnType<EventStore["streams"]>> | undefined> {
  try {
    // A machine may start before its database does.
    await store.open({ ...opening, role: "visitor", waits: true });
  } catch (error) {
    // With a cause it is Postgres that says so, and no worker can make it.
    if (error instanceof Np6SyncError && error.kind === "no-database" && error.cause === undefined) return [];
    if (error instanceof Np6SyncError && error.kind === "older-schema") return undefined;
    throw error;
  }
  try {
    return await store.streams();
  } finally {
    await store.close();
  }
}

/**
 * Makes a stream due that has waited for `maxEvery`, even if an earlier sync with longer intervals scheduled it later.
 *
 * @param maxEvery Longest time between two polls, in milliseconds, without its jitter.
 */
export async function shortenWaits(store: EventStore, maxEvery: number): Promise<void> {
  const longest = (1 + jitter) * maxEvery;
  for (const stream of await store.streams()) {
    const { state, version, lastPolledAt, nextPollAt, intervalMs, error } = stream;
    if (state !== "active" || lastPolledAt === undefined || nextPollAt <= lastPolledAt + longest) continue;
    const poll = {
      lastPolledAt,
      nextPollAt: Math.round(lastPolledAt + longest),
      intervalMs: Math.min(intervalMs, maxEvery),
      error,
    };
    // A worker that polls it now decides itself when it is due.
    await store.write(stream, version, { poll });
  }
}
