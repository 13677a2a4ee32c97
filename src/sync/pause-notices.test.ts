import { expect, it } from "vitest";
import { longestPauseMs, withNotices } from "./pause-notices.ts";

/** Pauses, each at a time in seconds and for so many, and what came of them. */
async function pauseAt(...pauses: [at: number, seconds: number | undefined][]) {
  const notices: string[] = [];
  const paused: number[] = [];
  let now = 1_000_000;
  const budget = { wait: async () => {}, pause: (ms = 0) => void paused.push(ms / 1_000) };
  const told = withNotices(
    budget,
    () => now,
    (text) => notices.push(text),
  );
  for (const [at, seconds] of pauses) {
    now = 1_000_000 + at * 1_000;
    told.pause(seconds && seconds * 1_000);
  }
  await told.wait(new AbortController().signal);
  return { notices: notices.map((text) => Number(/sent in (\d+) s\.$/.exec(text)?.[1])), paused };
}

it("says when the next request is sent, in whole seconds", async () => {
  expect(await pauseAt([0, 400], [400, 7.2])).toEqual({ notices: [400, 8], paused: [400, 7.2] });
});

it("has 30 s where the server gives no time, and a day where it asks for more", async () => {
  const day = longestPauseMs / 1_000;
  expect(await pauseAt([0, undefined], [30, 2 * day])).toEqual({ notices: [30, day], paused: [30, day] });
});

it("says nothing of a pause of less than 5 s, though requests pause", async () => {
  expect(await pauseAt([0, 4.9], [10, 5])).toEqual({ notices: [5], paused: [4.9, 5] });
});

it("says the same pause once, and again when it ends at least 5 s later", async () => {
  const { notices } = await pauseAt([0, 400], [0, 400], [1, 403.9], [2, 403], [3, 10]);
  expect(notices).toEqual([400, 403]);
});

it("needs nobody to tell", () => {
  const budget = { wait: async () => {}, pause: () => {} };
  expect(() => withNotices(budget, () => 0, undefined).pause(10_000)).not.toThrow();
});
