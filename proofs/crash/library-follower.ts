import { appendFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { followEventsWith, systemFollowPlatform } from "../../src/follow/follow-events.ts";
import { fileCheckpoint } from "../../src/follow/index.ts";
import { createNp6Client } from "../../src/index.ts";
import { notificationId, timing } from "./event-plan.ts";
import type { FollowerSetUp } from "./follower.ts";

// A process that follows with the library. Argument: its set-up, as JSON. It writes an event a line, and commits how
// long the file was; the journal says which events each batch brought, and whether its commit came back.
const { url, key, from, checkpoint, out, journal, once }: FollowerSetUp = JSON.parse(process.argv[2] ?? "");

const np6 = createNp6Client({
  apiKey: key,
  baseUrl: url,
  retry: { limit: 4, baseMs: 10, throttledBaseMs: 40 },
  timeout: { attempt: 5_000, idle: 5_000 },
});
const output = await open(out, "a");
const batches = followEventsWith(
  np6,
  {
    ...{ kind: "activations", id: notificationId, from, ...timing, once },
    checkpoint: fileCheckpoint(checkpoint),
    async onOpen(attachment) {
      await output.truncate(Number(attachment ?? 0));
    },
  },
  // Small, so that most windows are split and have many batches.
  { ...systemFollowPlatform, windowEvents: 1_000, batchEvents: 20 },
);
for await (const { events, late, commit } of batches) {
  appendFileSync(journal, `late ${late}\n${events.map(({ id }) => id).join()}\n`);
  await output.write(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  await commit((await output.stat()).size);
  appendFileSync(journal, "committed\n");
}
