// The entries for Node. Runs nowhere.
import { createNp6Client } from "np6-notification-events";
import { runContract } from "np6-notification-events/conformance";
import { fileCheckpoint, followEvents } from "np6-notification-events/follow";
import { startSandbox } from "np6-notification-events/sandbox";

export async function judge(): Promise<void> {
  await using sandbox = await startSandbox({ events: 10, rateLimit: { limit: 5, periodMs: 1_000 } });
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url });
  const checkpoint = fileCheckpoint("checkpoint.json");
  const options = { kind: "executions", id: 156, checkpoint } as const;
  for await (const { events, commit } of followEvents(np6, options)) {
    console.log(events.length);
    await commit();
  }
  const now = Date.now();
  const report = await runContract("sandbox", {
    baseUrl: sandbox.url,
    apiKey: sandbox.key,
    notificationId: 156,
    window: { start: now - 1_000, end: now },
  });
  for (const { check, outcome } of report.results) console.log(check, outcome);
}
