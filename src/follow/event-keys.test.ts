import { describe, expect, it } from "vitest";
import { createSeenKeys } from "./event-keys.ts";
import type { FollowQuery } from "./follow-events.ts";
import { at, epoch, event, id, listedEvents } from "./testing/fake-server.ts";
import { setUp } from "./testing/set-up.ts";

describe("an event is the same", () => {
  const pair = async (first: object, second: object) => {
    const { server, round, committed } = setUp(1_030);
    const common = { type: "unknown", timestamp: at(900) };
    server.add({ event: { ...common, ...first }, listedAt: 0 });
    await round();
    server.add({ event: { ...common, ...second }, listedAt: 0 });
    await round();
    return committed.length;
  };
  const uuid = "3F0C2A52-6c1e-4f0e-9a55-0d6a1f7b2c11";

  it.each([
    ["uuid in another case", { id: uuid }, { id: uuid.toLowerCase() }],
    [
      "id that is no uuid",
      { id: "a-1", raw: { id: "a-1" } },
      { id: "a-1", raw: { id: "a-1", changed: true } },
    ],
    ["text, where it has no id", { raw: { a: 1 } }, { raw: { a: 1 } }],
    ["text, where it is no object", { raw: null }, { raw: null }],
  ])("with the same %s", async (_what, first, second) => {
    expect(await pair(first, second)).toBe(1);
  });

  it.each([
    ["uuids", { id: uuid }, { id: uuid.replace("11", "12") }],
    ["ids that are no uuids", { id: "a-1" }, { id: "a-2" }],
    ["texts, where they have no id", { raw: { a: 1 } }, { raw: { a: 2 } }],
    ["texts, where their id is empty", { id: "", raw: { id: "", a: 1 } }, { id: "", raw: { id: "", a: 2 } }],
  ])("not with different %s", async (_what, first, second) => {
    expect(await pair(first, second)).toBe(2);
  });

  it("also when one response lists it twice", async () => {
    const { server, round, committed } = setUp(1_030, { batchEvents: 1 });
    server.add(listedEvents(1, 1), listedEvents(1, 1), listedEvents(2, 2), listedEvents(1, 1));
    await round();
    expect(committed).toEqual([id(1), id(2)]);
  });

  it("and is delivered too if its time is not a number", async () => {
    const { server, round } = setUp(1_030);
    const text: object = { timestamp: "soon" };
    server.add({ event: { type: "unknown", raw: {} }, listedAt: 0 });
    server.arrange = (events) => events.flatMap((event) => [event, { ...event, raw: [], ...text }]);
    expect(await round()).toMatchObject([{ events: [{ raw: {} }, { raw: [] }], late: 0 }]);
    expect(await round()).toEqual([]);
  });
});

const perSecond = 10;

/** Lists as many events for every second that there will ever be. */
const list: FollowQuery = (_id, { start, end }) => ({
  async *batches() {
    for (let time = +start; time < +end; time += 1000) {
      const number = ((time - epoch) / 1000) * perSecond;
      yield Array.from({ length: perSecond }, (_, index) => event(number + index, time + index));
    }
  },
});

it("keys are kept once, and forgotten with their second", () => {
  const keys = createSeenKeys();
  const [one, other] = ["a".repeat(22), "b".repeat(22)];
  for (const key of [one, one, other]) keys.add(key, key === other ? 2_500 : 1_500);
  expect(keys.toJSON()).toEqual({ 1: one, 2: other });
  keys.forgetBefore(2_000);
  expect([keys.has(one), keys.has(other), keys.toJSON()]).toEqual([false, true, { 2: other }]);
});

it("a checkpoint stops growing at some 22 bytes for each event of lag, overlap and a round", async () => {
  const { server, checkpoint, round, jump, committed } = setUp(3_600);
  Object.assign(server.client, { activations: list });
  const sizes: number[] = [];
  const watched = {
    ...checkpoint,
    save(state: string, expected: string | undefined) {
      sizes.push(state.length);
      return checkpoint.save(state, expected);
    },
  };
  for (let n = 0; n < 15; n++) {
    await round({ checkpoint: watched });
    jump(60);
  }
  expect(committed).toHaveLength(perSecond * (3_600 - 30 + 14 * 60));
  const seconds = 30 + 300 + 60;
  const perEvent = Math.max(...sizes.slice(-10)) / (seconds * perSecond);
  expect(perEvent).toBeGreaterThan(15);
  expect(perEvent).toBeLessThan(23);
  // Once it has caught up, each round leaves as much behind as the one before.
  expect(new Set(sizes.slice(-5))).toHaveProperty("size", 1);
});
