import { liveTarget } from "../../contract-tests/targets/live.ts";
import { eventKinds } from "../../generated/event-kinds.js";
import { rawEvent } from "../../src/client/raw-events.ts";
import { createNp6Client, type EventKind } from "../../src/index.ts";
import type { EventBatch } from "./read-files.ts";

/** The events of the suite's notification and window, read with the client. */
export async function* readLive(env: NodeJS.ProcessEnv): AsyncGenerator<EventBatch> {
  const { settings } = liveTarget(env);
  const { apiKey, baseUrl, notificationId, window } = settings;
  const np6 = createNp6Client({ apiKey, baseUrl });
  for (const kind of Object.keys(eventKinds) as EventKind[]) {
    for await (const events of np6[kind](notificationId, window).batches()) {
      yield { events: events.map(rawEvent), origin: "api" };
    }
  }
}
