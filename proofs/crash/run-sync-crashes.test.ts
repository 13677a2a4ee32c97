import { expect, it } from "vitest";
import { runSyncCrashes } from "./run-sync-crashes.ts";
import { syncDatabaseKinds } from "./sync-database.ts";

// A sample. The full count is `npm run proof crash -- sync`. The streams of a dead worker may wait for most of a minute.
it.concurrent.each(syncDatabaseKinds)(
  "no event is lost, repeated or torn when a worker of a sync is killed: %s",
  { timeout: 240_000 },
  async (database) => {
    const result = await runSyncCrashes(database, 2, 1);
    expect(result).toMatchObject({ database, kills: 2, lost: 0, repeated: 0, torn: 0 });
    expect(result.expected).toBeGreaterThan(3_000);
    expect(result.mostRequests).toBeLessThanOrEqual(result.allowedRequests);
    expect(result.longestHold).toBeLessThanOrEqual(60);
  },
);
