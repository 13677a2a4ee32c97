import { expect, it } from "vitest";
import { runSyncCrashes } from "./run-sync-crashes.ts";

// A sample. The full counts, and those of followers, are those of `npm run proof crash`.
it("no event is lost, repeated or torn when a sync is killed", { timeout: 240_000 }, async () => {
  const result = await runSyncCrashes("sqlite", 1, 1);
  expect(result).toMatchObject({ database: "sqlite", kills: 1, lost: 0, repeated: 0, torn: 0 });
  expect(result.expected).toBeGreaterThan(3_000);
  expect(result.mostRequests).toBeLessThanOrEqual(result.allowedRequests);
  expect(result.longestHold).toBeLessThanOrEqual(60);
});
