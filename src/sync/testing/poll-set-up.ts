import { onTestFinished } from "vitest";
import { Np6HttpError, Np6TimeoutError } from "../../errors.ts";
import type { FollowQuery } from "../../follow/follow-events.ts";
import { at, epoch, type FakeServer, fakeServer } from "../../follow/testing/fake-server.ts";
import { type EventKind, eventKinds } from "../../shared/event-kinds.ts";
import { type ManualPlatform, manualPlatform } from "../../transport/testing/manual-platform.ts";
import type { EventStore, StoredStream, StreamKey } from "../event-store.ts";
import { type PollContext, pollStream } from "../poll-stream.ts";
import { sqliteStore } from "../sqlite/sqlite-store.ts";
import { systemSyncPlatform } from "../sync-events.ts";
import { type TestDatabase, testDatabase } from "./sync-folder.ts";

export const minute: number = 60_000;
export const hour: number = 60 * minute;
/** The stream that is polled. */
export const polledKey: StreamKey = { kind: "activations", notificationId: 156 };

/** A client that lists the same events for every kind of the contract. */
export function clientOf(query: FollowQuery): PollContext["client"] {
  const client = {} as Record<EventKind, FollowQuery>;
  for (const kind of eventKinds) client[kind] = query;
  return client;
}

/** A server, a clock, a stream in a database, and polls of it. */
export interface PollSetUp {
  readonly server: FakeServer;
  readonly clock: ManualPlatform;
  now(): number;
  /** Moves the clock on. */
  jump(ms: number): void;
  readonly store: EventStore;
  /** The stream as it is now. */
  find(): Promise<StoredStream>;
  poll(context?: Partial<PollContext>, stored?: EventStore): ReturnType<typeof pollStream>;
  readonly query: TestDatabase["query"];
}

/** A server, a clock that stands so many seconds after {@link epoch}, and a stream from there in a database. */
export async function setUpPoll(
  start: number,
  { batchEvents, ...limits }: Partial<PollContext["platform"] & Pick<EventStore, "batchEvents">> = {},
): Promise<PollSetUp> {
  const { path, query } = await testDatabase();
  const clock = manualPlatform(at(start));
  let offset = 0;
  const now = () => clock.now() + offset;
  const server = fakeServer(now);
  const store = { ...sqliteStore(path), ...(batchEvents && { batchEvents }) };
  await store.open({ role: "worker" });
  onTestFinished(() => store.close());
  await store.add([{ ...polledKey, from: epoch, baseUrl: undefined }]);
  const find = async (): Promise<StoredStream> => {
    const stream = await store.stream(polledKey);
    if (!stream) throw new Error("The stream is gone.");
    return stream;
  };
  const never = new AbortController().signal;
  async function poll(context: Partial<PollContext> = {}, stored: EventStore = store) {
    return pollStream(await find(), {
      pace: { width: limits.firstWidthMs ?? systemSyncPlatform.firstWidthMs, cautious: 0 },
      client: clientOf(server.client.activations),
      store: stored,
      settings: { lag: 0, overlap: 5 * minute, every: minute, maxEvery: hour, once: false },
      platform: { ...systemSyncPlatform, ...clock, now, ...limits },
      draining: never,
      signal: never,
      ...context,
    });
  }
  const jump = (ms: number) => {
    offset += ms;
  };
  return { server, clock, now, jump, store, find, poll, query };
}

/** An error response. */
export const refused = (status: number, retryAfterMs?: number): Np6HttpError =>
  new Np6HttpError(`GET /x: ${status}`, {
    status,
    requestId: undefined,
    rateLimit: undefined,
    retryAfterMs,
    body: "",
  });

/** A request that took too long. */
export const timeout: Np6TimeoutError = new Np6TimeoutError("too slow", { kind: "attempt", timeoutMs: 1 });

/** The reason with which a promise rejects. */
export async function reasonOfFailure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
}
