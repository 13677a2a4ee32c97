// Every entry, where there are neither the types of Node nor those of `await using`. Runs nowhere.
import { createNp6Client } from "np6-notification-events";
import { runContract } from "np6-notification-events/conformance";
import { fileCheckpoint, followEvents } from "np6-notification-events/follow";
import { decodeJsonArray } from "np6-notification-events/json-array";
import { type Sandbox, startSandbox } from "np6-notification-events/sandbox";
import { postgresStore, sqliteStore, syncEvents } from "np6-notification-events/sync";
import { eventValidator } from "np6-notification-events/validate";

/** What a library exports without a type of its own: its declarations must be able to name it. */
export const client = createNp6Client({ apiKey: "key", validator: eventValidator });
export const conformance = runContract;
export const following = { followEvents, checkpoint: fileCheckpoint("checkpoint.json") };
export const decode = decodeJsonArray;
export const syncing = { syncEvents, postgresStore, sqliteStore };

export async function withSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ events: 10 });
  await sandbox.close();
  return sandbox;
}
