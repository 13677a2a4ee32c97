import fc from "fast-check";
import { expect, it } from "vitest";
import type { ManualPlatform } from "../transport/testing/manual-platform.ts";
import { epoch, event } from "./testing/fake-server.ts";
import { caught, committedIds, setUp } from "./testing/set-up.ts";

const lag = 30;
const overlap = 300;

/** Events that tie, that come late, and a life of crashes, failures and lists in any order. */
const story = fc.record({
  events: fc.array(fc.record({ second: fc.nat(2_000), ms: fc.nat(2), delay: fc.nat(lag + overlap) }), {
    maxLength: 120,
  }),
  /** What each run does: it begins so many seconds later and ends at that batch, before or after it is committed. */
  runs: fc.array(fc.record({ later: fc.nat(400), batches: fc.nat(6), commits: fc.boolean() }), {
    maxLength: 12,
  }),
  windowEvents: fc.integer({ min: 1, max: 40 }),
  batchEvents: fc.integer({ min: 1, max: 20 }),
  failures: fc.array(fc.nat(20), { maxLength: 10 }),
  shuffled: fc.boolean(),
});

it("every event that is listed within lag + overlap is committed exactly once, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ events, runs, failures, shuffled, ...limits }) => {
      const { server, clock, jump, follow, round, committed } = setUp(lag, limits);
      const planned = events.map(({ second, ms, delay }, n) => ({
        event: event(n, epoch + second * 1000 + ms),
        listedAt: epoch + second * 1000 + ms + delay * 1000,
      }));
      server.add(...planned);
      if (shuffled) server.arrange = (list) => list.sort((a, b) => ((a.id ?? "") < (b.id ?? "") ? -1 : 1));
      const mishaps = failures.map((after) => ({ after, error: { code: "NP6_STREAM", kind: "truncated" } }));
      server.mishap = () => mishaps.shift();
      for (const { later, batches, commits } of runs) {
        jump(later);
        let left = batches;
        const run = async () => {
          for await (const batch of follow({ once: true })) {
            if (left-- <= 0 && !commits) break;
            await batch.commit();
            committed.push(...committedIds(batch));
            if (left < 0) break;
          }
        };
        // Nine failures in a row end a run: one more way to crash.
        await letTimePass(clock, caught(run()));
      }
      jump(3_000);
      mishaps.length = 0;
      await round();
      expect(committed.sort()).toEqual(planned.map(({ event }) => event.id).sort());
    }),
    { numRuns: 300 },
  );
});

/** Fires every timer until the run ends. */
async function letTimePass(clock: ManualPlatform, run: Promise<unknown>): Promise<void> {
  let ended = false;
  void run.finally(() => {
    ended = true;
  });
  while (!ended) {
    const [ms] = clock.pending();
    if (ms !== undefined) await clock.fire(ms);
    await new Promise(setImmediate);
  }
}
