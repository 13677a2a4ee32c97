import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../../client/client.ts";
import { startSandbox } from "../../sandbox/index.ts";
import { eventKinds } from "../../shared/event-kinds.ts";
import { syncEvents } from "../sync-events.ts";
import { testDatabase } from "../testing/sync-folder.ts";
import { sqliteStore } from "./sqlite-store.ts";

it("the queries of the guide run, and return the expected counts", async () => {
  const sandbox = await startSandbox({ events: 30, notifications: [156, 157] });
  onTestFinished(() => sandbox.close());
  const { path, query } = await testDatabase();
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url });
  await syncEvents(np6, {
    store: sqliteStore(path),
    notifications: [1, 156, 157],
    from: Date.now() - 8 * 86_400_000,
    once: true,
    lag: 0,
    maxRequestsPerSecond: 1_000,
  });
  const guide = readFileSync(new URL("../../../docs/sync.md", import.meta.url), "utf8");
  const [perDay = [], byReason = [], withoutActivation = [], failing = [], ...more] = [
    ...guide.matchAll(/```sql\n(.*?)```/gs),
  ].map(([, sql = ""]) => query(sql));
  const sum = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
    rows.reduce((total, row) => total + Number(row[column]), 0);
  expect(sum(perDay, "activations")).toBe(60);
  expect(sum(byReason, "cancellations")).toBe(60);
  expect(byReason.map(({ reason }) => reason)).not.toContain(null);
  // Every send of the sandbox has an activation.
  expect(withoutActivation).toEqual([]);
  expect(failing.map((row) => row["notification_id"])).toEqual(eventKinds.map(() => 1));
  expect(more).toEqual([]);
});
