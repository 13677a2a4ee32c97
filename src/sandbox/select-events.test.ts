import fc from "fast-check";
import { expect, test } from "vitest";
import type { SandboxQuery } from "./parse-event-request.ts";
import { createSandboxStore, type SandboxStore } from "./sandbox-store.ts";
import { selectEvents } from "./select-events.ts";

// Few distinct times: most draws hold ties and events exactly on a bound.
const times = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 40 });
const bound = fc.option(fc.integer({ min: -1, max: 9 }), { nil: undefined });
const everything: SandboxQuery = {
  kind: "activations",
  notificationId: 1,
  start: undefined,
  end: undefined,
  sort: undefined,
};

interface Numbered {
  readonly timestamp: number;
  readonly order: number;
}

function storeOf(timestamps: readonly number[]): SandboxStore {
  const store = createSandboxStore(1, []);
  timestamps.forEach((timestamp, order) => {
    store.add("activations", { timestamp, order }, JSON.stringify({ timestamp, order }));
    // Reading in between makes the store merge in many steps.
    if (order % 3 === 0) store.timeline("activations", 1);
  });
  return store;
}

function select(store: SandboxStore, query: Partial<SandboxQuery>, turn = 0): Numbered[] {
  return [...selectEvents(store, { ...everything, ...query }, turn)].map(
    (text) => JSON.parse(text) as Numbered,
  );
}

test("a window has the events from its start to before its end, each once", () => {
  fc.assert(
    fc.property(times, bound, bound, fc.nat(), (timestamps, start, end, turn) => {
      const store = storeOf(timestamps);
      const expected = timestamps
        .map((timestamp, order) => ({ timestamp, order }))
        .filter(({ timestamp }) => timestamp >= (start ?? -1) && timestamp < (end ?? 9))
        .toSorted((a, b) => a.timestamp - b.timestamp);
      const ascending = select(store, { start, end, sort: "asc" });
      // The order in which events came decides ties: the expectation is sorted stably too.
      expect(ascending).toEqual(expected);
      expect(select(store, { start, end, sort: "desc" })).toEqual(expected.toReversed());
      const unordered = select(store, { start, end }, turn);
      expect(unordered.toSorted((a, b) => a.timestamp - b.timestamp || a.order - b.order)).toEqual(expected);
    }),
  );
});

test("without sort, the order changes at every request", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat({ max: 10_000 }), (count, turn) => {
      const store = storeOf(Array.from({ length: count }, (_, order) => order));
      expect(select(store, {}, turn + 1)).not.toEqual(select(store, {}, turn));
    }),
  );
});

test("a response does not include events added after it began", () => {
  const store = storeOf([1, 3]);
  const selected = selectEvents(store, { ...everything, sort: "asc" }, 0)[Symbol.iterator]();
  selected.next();
  store.add("activations", { timestamp: 2 }, "late");
  expect(select(storeOf([1, 3]), {})).toHaveLength(2);
  expect([...selectEvents(store, { ...everything, sort: "asc" }, 0)]).toContain("late");
  expect(JSON.parse(selected.next().value)).toEqual({ timestamp: 3, order: 1 });
  expect(selected.next().done).toBe(true);
});
