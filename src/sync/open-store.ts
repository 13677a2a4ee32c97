import type { EventStore, StoreOpening } from "./event-store.ts";
import { planStreams, type StreamRequest } from "./plan-streams.ts";
import { jitter } from "./poll-stream.ts";
import { Np6SyncError } from "./sync-error.ts";

/**
 * Opens a store for working on it, with the streams that are asked for. All of that is checked beside a worker that may be
 * running, so that what is rejected leaves the database as it was, or not there.
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

/** The streams of a database, none if there is no database; `undefined` if only a worker can tell, because it is old. */
async function lookUp(
  store: EventStore,
  opening: Omit<StoreOpening, "role">,
): Promise<Awaited<ReturnType<EventStore["streams"]>> | undefined> {
  try {
    // A machine that starts may be there before its database.
    await store.open({ ...opening, role: "visitor", waits: true });
  } catch (error) {
    if (error instanceof Np6SyncError && error.kind === "no-database") return [];
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
 * Makes a stream due that has waited for `maxEvery`, though an earlier sync with longer waits let it wait for more.
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
    // Another worker that polls it now decides itself when it is due.
    await store.write(stream, version, { poll });
  }
}
