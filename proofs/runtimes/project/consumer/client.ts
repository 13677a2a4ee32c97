// What a user writes, compiled against the packed declarations. Runs nowhere.
import {
  type Activation,
  createNp6Client,
  isCancellation,
  type Np6Client,
  Np6Error,
  Np6HttpError,
  Np6StreamError,
  type UnknownEvent,
} from "np6-notification-events";
import { followEvents, memoryCheckpoint } from "np6-notification-events/follow";
import { decodeJsonArray } from "np6-notification-events/json-array";
import { eventValidator } from "np6-notification-events/validate";

const controller = new AbortController();
const np6: Np6Client = createNp6Client({
  apiKey: async () => "key",
  baseUrl: "https://api-cm.np6.com",
  fetch: (url, init) => fetch(url, init),
  retry: { limit: 2 },
  timeout: { attempt: 10_000 },
  validator: eventValidator,
  onRetry: ({ delayMs, reason }) => console.log(delayMs.toFixed(), reason.trim()),
});

/** What a library exports without a type of its own: its declarations must be able to name it. */
export const rawClient = np6.raw;
export const validator = eventValidator;
export const follower = followEvents;
export const query = np6.activations(156);

export async function all(): Promise<(Activation | UnknownEvent)[]> {
  return np6.activations(156, {
    start: new Date(0),
    end: Date.now(),
    sort: "asc",
    signal: controller.signal,
  });
}

export async function stream(): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of np6.cancellations(156)) {
    if (event.type === "unknown") seen.push(String(event.raw));
    else if (isCancellation(event)) seen.push(event.id, event.source.detail.cancellation.type);
  }
  for await (const batch of np6.executions(156).batches()) seen.push(batch.length.toFixed());
  const { data, response, requestId, rateLimit } = await np6.executions(156).withResponse({ as: "stream" });
  for await (const event of data)
    if (event.type === "execution") seen.push(String(event.source.detail.execution.kind));
  return [...seen, response.statusText, requestId ?? "", rateLimit?.resetAt?.toISOString() ?? ""];
}

export async function raw(): Promise<number> {
  const path = { id: 156 };
  const { data, response } = await np6.raw.GET("/notifications/{id}/events/activations", {
    params: { path },
  });
  // @ts-expect-error: no such endpoint
  await np6.raw.GET("/notifications/{id}/events/clicks", { params: { path } });
  return data?.length ?? response.status;
}

export function told(error: unknown): string {
  if (error instanceof Np6HttpError)
    return `${error.status.toFixed()} ${error.kind} ${error.retryAfterMs?.toFixed()}`;
  if (error instanceof Np6StreamError) return `${error.kind} ${error.eventsDelivered.toFixed()}`;
  return error instanceof Np6Error ? error.code : "";
}

export async function follow(): Promise<void> {
  const checkpoint = memoryCheckpoint();
  const from = "2026-11-01T00:00:00Z";
  for await (const batch of followEvents(np6, {
    kind: "activations",
    id: 156,
    from,
    checkpoint,
    once: true,
  })) {
    for (const event of batch.events)
      if (event.type === "activation") console.log(event.source.detail.activation.id);
    await batch.commit();
  }
}

export async function decode(body: ReadableStream<Uint8Array>): Promise<void> {
  for await (const { id } of decodeJsonArray<{ id: string }>(body, { maxElementBytes: 1_000 }))
    console.log(id);
}

// @ts-expect-error: an order that is none
np6.activations(156, { sort: "up" });
// @ts-expect-error: an option that is none
createNp6Client({ apiKey: "key", retries: 3 });

// What may be absent elsewhere can be handed on as it is, with exactOptionalPropertyTypes, too.
export function handOn(given: {
  apiKey?: string;
  baseUrl?: string;
  userAgent?: string;
  signal?: AbortSignal;
  start?: Date;
}) {
  const { apiKey, baseUrl, userAgent, signal, start } = given;
  return createNp6Client({ apiKey, baseUrl, userAgent, timeout: undefined }).executions(156, {
    signal,
    start,
  });
}
