import type { EventKind } from "../../generated/contract.js";
import { chooseBoundaries } from "../engine/boundaries.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked, Exchange } from "../engine/exchange.ts";
import { type ProbeResult, readResult } from "../engine/probe-result.ts";
import type { ContractSettings } from "../engine/settings.ts";

/** Settings of a server on loopback that filters and sorts. */
export const settings: ContractSettings = {
  baseUrl: "http://127.0.0.1:1",
  apiKey: "Key-of-the-Tests",
  notificationId: 156,
  window: { start: 1_000_000, end: 9_000_000 },
  stateful: true,
  examplesOnRequest: false,
  probes: true,
  maxRps: Number.POSITIVE_INFINITY,
  timeoutMs: 1000,
  strict: true,
  requireExercised: false,
};

/** An exchange that brought a JSON body with status 200, unless told otherwise. */
export function exchangeOf(changes: Partial<Exchange> & { readonly json?: unknown } = {}): Exchange {
  const { json = [], ...rest } = changes;
  const body = rest.body ?? Buffer.from(JSON.stringify(json));
  return {
    kind: "activations",
    plan: { query: [] },
    target: "/notifications/156/events/activations",
    status: 200,
    headers: [["content-type", "application/json"]],
    body,
    bodyBytes: body.length,
    sentAt: 10_000_000,
    durationMs: 1,
    throttled: 0,
    throttledHeaders: [],
    ...rest,
  };
}

/** A result of such an exchange. Unless told otherwise, it asked for the whole window. */
export function resultOf(
  { asked = settings.window, ...changes }: Parameters<typeof exchangeOf>[0] & { readonly asked?: Asked } = {},
  id = "ascending",
): ProbeResult {
  return readResult(id, exchangeOf(changes), asked);
}

/** The same result as if it had asked for other bounds. */
export function asking(asked: Asked, result: ProbeResult): ProbeResult {
  return { ...result, asked };
}

/** A context in which probes had these results. */
export function fakeContext(
  responses: Readonly<Record<string, ProbeResult>>,
  changes: { readonly kind?: EventKind; readonly window?: EndpointContext["window"] } = {},
): EndpointContext {
  const window = changes.window ?? settings.window;
  return {
    kind: changes.kind ?? "activations",
    settings,
    window,
    get(id) {
      const result = responses[id];
      if (!result) throw new Error(`no ${id}`);
      return result;
    },
    made: (ids) => ids.flatMap((id) => responses[id] ?? []),
    all: () => Object.values(responses),
    unmade: () => undefined,
    boundaries: () => chooseBoundaries(responses["ascending"] ?? resultOf(), window),
  };
}

/** Events that only their ids and times tell apart. */
export function eventsAt(
  ...timestamps: readonly number[]
): { readonly id: string; readonly timestamp: number }[] {
  return timestamps.map((timestamp, i) => ({ id: `event-${timestamp}-${i}`, timestamp }));
}
