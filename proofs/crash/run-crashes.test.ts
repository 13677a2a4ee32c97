import { expect, it } from "vitest";
import { followerKinds } from "./follower.ts";
import { runCrashes } from "./run-crashes.ts";

// A sample. The full count is `npm run proof crash`.
it.concurrent.each(followerKinds)(
  "no event is lost, repeated or torn when a follower is killed: %s",
  { timeout: 240_000 },
  async (kind) => {
    const { expected, restarts, redelivered, late, ...verdict } = await runCrashes(kind, 2, 1);
    expect(verdict).toEqual({ kind, kills: 2, lost: 0, repeated: 0, torn: 0, afterCommit: 0 });
    expect(expected).toBeGreaterThan(2_000);
  },
);
