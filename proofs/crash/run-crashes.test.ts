import { expect, it } from "vitest";
import { runCrashes } from "./run-crashes.ts";
import { runSyncCrashes } from "./run-sync-crashes.ts";

// Samples, one of each proof. The full counts are those of `npm run proof crash` and `npm run proof crash -- sync`.
it("no event is lost, repeated or torn when a follower is killed", { timeout: 240_000 }, async () => {
  const { expected, restarts, redelivered, late, ...verdict } = await runCrashes("library", 1, 1);
  expect(verdict).toEqual({ kind: "library", kills: 1, lost: 0, repeated: 0, torn: 0, afterCommit: 0 });
  expect(expected).toBeGreaterThan(2_000);
});

it("no event is lost, repeated or torn when a sync is killed", { timeout: 240_000 }, async () => {
  const result = await runSyncCrashes("sqlite", 1, 1);
  expect(result).toMatchObject({ database: "sqlite", kills: 1, lost: 0, repeated: 0, torn: 0 });
  expect(result.expected).toBeGreaterThan(3_000);
  expect(result.mostRequests).toBeLessThanOrEqual(result.allowedRequests);
  expect(result.longestHold).toBeLessThanOrEqual(60);
});
