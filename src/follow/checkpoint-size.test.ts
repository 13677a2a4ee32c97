import { expect, it } from "vitest";
import type { FollowClient } from "./follow-events.ts";
import { epoch, event } from "./testing/fake-server.ts";
import { setUp } from "./testing/set-up.ts";

const perSecond = 10;

/** Lists as many events for every second that there will ever be. */
const list: FollowClient["activations"] = (_id, { start, end }) => ({
  async *batches() {
    for (let time = +start; time < +end; time += 1000) {
      const number = ((time - epoch) / 1000) * perSecond;
      yield Array.from({ length: perSecond }, (_, index) => event(number + index, time + index));
    }
  },
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
