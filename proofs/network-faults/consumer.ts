import { followEventsWith, systemFollowPlatform } from "../../src/follow/follow-events.ts";
import { memoryCheckpoint } from "../../src/follow/index.ts";
import { createNp6Client, type NotificationEvent } from "../../src/index.ts";
import { firstTimestamp, heldEvents } from "./adversary.ts";
import type { FaultDatabaseKind } from "./fault-database.ts";
import type { FaultConsumer, NetworkFault } from "./row.ts";

/** What a consumer is told. */
export interface ConsumerSetUp extends Pick<NetworkFault, "timeout" | "abortAfter" | "clock"> {
  readonly consumer: Exclude<FaultConsumer, FaultDatabaseKind | "pull" | "file">;
  readonly url: string;
  readonly key: string;
}

/** What a consumer writes about itself, as one line of JSON. */
export interface ConsumerSaid {
  /** Ids of the events that it got. */
  readonly ids: readonly (string | undefined)[];
  /** What it caught. */
  readonly error?: Readonly<Record<string, unknown>>;
}

// A process of its own: whether it ends by itself tells whether a socket or a timer was left behind.
const { consumer, url, key, timeout, abortAfter, clock }: ConsumerSetUp = JSON.parse(process.argv[2] ?? "");

const controller = new AbortController();
const ids: (string | undefined)[] = [];
const np6 = createNp6Client({
  apiKey: key,
  baseUrl: url,
  // A follower has remedies of its own, and those are meant.
  retry: consumer === "follow" ? false : { baseMs: 1, throttledBaseMs: 1, maxRetryAfterMs: 500 },
  timeout: { attempt: 10_000, idle: 10_000, ...timeout },
});

function take(events: Iterable<NotificationEvent>): void {
  for (const event of events) {
    ids.push(event.id);
    if (ids.length === abortAfter) controller.abort("enough");
  }
}

/** Soon after the last event; or first in the middle of the events, then an hour before them. */
function now(): number {
  if (clock === undefined) return firstTimestamp + 600_000;
  return firstTimestamp + (ids.length === 0 ? 90_000 : -3_600_000);
}

const read: Record<ConsumerSetUp["consumer"], () => Promise<void>> = {
  async array() {
    take(await np6.activations(156, controller));
  },
  async stream() {
    for await (const batch of np6.activations(156, controller).batches()) take(batch);
  },
  async follow() {
    const batches = followEventsWith(
      np6,
      {
        ...{ kind: "activations", id: 156, from: firstTimestamp, checkpoint: memoryCheckpoint() },
        once: clock === undefined,
      },
      // A wait is a hundredth of what it was.
      {
        ...systemFollowPlatform,
        now,
        after: (ms, run) => systemFollowPlatform.after(ms / 100, run),
      },
    );
    for await (const { events, commit } of batches) {
      take(events);
      await commit();
      if (ids.length >= heldEvents.length) return;
    }
  },
};

let error: ConsumerSaid["error"];
try {
  await read[consumer]();
} catch (caught) {
  error =
    caught instanceof Error
      ? { ...caught, name: caught.name, message: caught.message }
      : { reason: String(caught) };
}
const said: ConsumerSaid = { ids, ...(error && { error }) };
process.stdout.write(JSON.stringify(said));
