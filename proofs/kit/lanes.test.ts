import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inLanes } from "./lanes.ts";

test("lanes work on each item once, so many at a time, and keep the order of the results", async () => {
  let busy = 0;
  let most = 0;
  const lanes = new Set<number>();
  const results = await inLanes([1, 2, 3, 4, 5], 2, async (item, lane) => {
    lanes.add(lane);
    most = Math.max(most, ++busy);
    for (let turn = item; turn < 6; turn++) await setImmediate();
    busy--;
    return item * 10;
  });
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect([most, ...lanes]).toEqual([2, 0, 1]);
});
