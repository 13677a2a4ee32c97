import { describe, expect, it } from "vitest";
import type { EventStore, StoredStream, StreamChange } from "./event-store.ts";
import { openWithStreams, shortenWaits } from "./open-store.ts";
import { Np6SyncError } from "./sync-error.ts";
import { storedStream } from "./testing/stored-stream.ts";

const request = { notifications: [156], kinds: ["activations"], from: 5, baseUrl: undefined } as const;

/** A store of these streams that notes what is called, and fails where it is told to. */
function setUp(streams: StoredStream[] = [], failures: Readonly<Record<string, Error>> = {}) {
  const calls: string[] = [];
  const openings: unknown[] = [];
  const written: [id: number, change: StreamChange][] = [];
  const note = (call: string): void => {
    calls.push(call);
    if (failures[call]) throw failures[call];
  };
  const store: EventStore = {
    name: "events.db",
    async open(opening) {
      openings.push(opening);
      note(`open ${opening.role}`);
    },
    async streams() {
      note("streams");
      return streams;
    },
    stream: async () => undefined,
    add: async (added) => note(`add ${added.length}`),
    remove: async () => {},
    async write({ notificationId }, _version, change) {
      written.push([notificationId, change]);
      return undefined;
    },
    close: async () => note("close"),
  };
  return { store, calls, openings, written };
}

describe("a store with streams", () => {
  it("is looked at first, and waited for meanwhile", async () => {
    const { store, calls, openings } = setUp();
    const signal = new AbortController().signal;
    await openWithStreams(store, request, { signal });
    expect(calls).toEqual(["open visitor", "streams", "close", "open worker", "add 1"]);
    expect(openings).toEqual([
      { role: "visitor", waits: true, signal },
      { role: "worker", signal },
    ]);
  });

  it("is looked at as a worker if it is of an older version", async () => {
    const { store, calls } = setUp([], { "open visitor": new Np6SyncError("older-schema", "old") });
    await openWithStreams(store, request, {});
    expect(calls).toEqual(["open visitor", "open worker", "streams", "add 1"]);
  });

  it("gets its streams if there is no database", async () => {
    const { store, calls } = setUp([], { "open visitor": new Np6SyncError("no-database", "none") });
    await openWithStreams(store, request, {});
    expect(calls).toEqual(["open visitor", "open worker", "add 1"]);
  });

  it.each([
    ["open visitor", new Np6SyncError("access-denied", "no"), ["open visitor"]],
    ["open visitor", Object.assign(new Error("?"), { kind: "no-database" }), ["open visitor"]],
    ["open visitor", Object.assign(new Error("?"), { kind: "older-schema" }), ["open visitor"]],
    ["streams", new Error("away"), ["open visitor", "streams", "close"]],
    ["add 1", new Error("full"), ["open visitor", "streams", "close", "open worker", "add 1", "close"]],
  ])("is closed, and no worker is left, when %s fails", async (call, error, calls) => {
    const failing = setUp([], { [call]: error });
    await expect(openWithStreams(failing.store, request, {})).rejects.toBe(error);
    expect(failing.calls).toEqual(calls);
  });
});

it("waits are shortened to the longest one, of active streams that wait for more", async () => {
  const waiting = (notificationId: number, nextPollAt: number, more: Partial<StoredStream> = {}) =>
    storedStream({ notificationId, lastPolledAt: 1_000, intervalMs: 900, nextPollAt, ...more });
  const { store, written } = setUp([
    waiting(1, 1_111),
    waiting(2, 1_110),
    waiting(3, 5_000, { state: "removed" }),
    waiting(4, 5_000, { lastPolledAt: undefined }),
    waiting(5, 900),
  ]);
  await shortenWaits(store, 100);
  const poll = { lastPolledAt: 1_000, nextPollAt: 1_110, intervalMs: 100, error: undefined };
  expect(written).toEqual([[1, { poll }]]);
});
