import type { StoredStream } from "../event-store.ts";

/** A stream as a database knows it: active, never polled, due at 0. */
export function storedStream(more: Partial<StoredStream> = {}): StoredStream {
  return {
    ...{ kind: "activations", notificationId: 156, from: 0, baseUrl: undefined, state: "active", version: 1 },
    ...{ progress: { cursor: 0, settled: 0 }, newestAt: undefined, events: 0, late: 0, changed: 0 },
    ...{ lastPolledAt: undefined, nextPollAt: 0, intervalMs: 0, error: undefined },
    ...more,
  };
}
