import type { EventKind } from "../../generated/contract.js";
import { backoffMs, maxThrottled, maxWaitMs } from "./backoff.ts";
import { type ReadEvents, readWithClient, sendThroughClient } from "./client-exchange.ts";
import { endpointPath } from "./endpoint.ts";
import {
  asksForExample,
  type ClientView,
  type Exchange,
  isOrdinary,
  queryKeyNames,
  type RequestPlan,
} from "./exchange.ts";
import type { Reason } from "./reasons.ts";
import { requestBudget } from "./request-budget.ts";
import { openRoute, send, type WireResponse } from "./send.ts";
import type { ContractSettings } from "./settings.ts";

/** Transport failures after which the run stops: each may cost its whole patience, and hammering helps nobody. */
const maxFailures = 3;

/** Why a recorder has no exchange to give. */
export type Unasked = Extract<Reason, "run-stopped" | "request-budget" | "not-recorded">;

/** Makes exchanges one at a time, paced; what a live run and a replay have in common. */
export interface Recorder {
  record(kind: EventKind, probe: string, plan: RequestPlan): Promise<Exchange | Unasked>;
  /** Requests sent so far, without repetitions after a 429. */
  readonly requests: number;
  /** Why the run stopped early. */
  readonly stopped: string | undefined;
  close(): void;
}

/** Records from the target's own server. */
export function liveRecorder(settings: ContractSettings, read: ReadEvents = readWithClient): Recorder {
  const route = openRoute(settings);
  const gapMs = 1000 / settings.maxRps;
  let requests = 0;
  let failures = 0;
  let lastSent = Number.NEGATIVE_INFINITY;
  let stopped: string | undefined;

  async function paced(
    kind: EventKind,
    plan: RequestPlan,
    target: string,
  ): Promise<WireResponse & { client?: ClientView }> {
    await pause(lastSent + gapMs - performance.now());
    lastSent = performance.now();
    return plan.throughClient
      ? sendThroughClient(kind, plan, settings, read, route)
      : send(plan, target, settings, route);
  }

  return {
    get requests() {
      return requests;
    },
    get stopped() {
      return stopped;
    },
    close: () => route.agent.destroy(),
    async record(kind, _probe, plan) {
      if (requests >= requestBudget && !settings.examplesOnRequest) {
        stopped ??= `the run used up its ${requestBudget} requests`;
        return "request-budget";
      }
      if (stopped !== undefined) return "run-stopped";
      requests++;
      const path = plan.path ?? endpointPath(kind, plan.id ?? settings.notificationId);
      const target = path + searchOf(plan, encodeURIComponent(settings.apiKey));
      let response = await paced(kind, plan, target);
      let throttled = 0;
      let throttledHeaders: Exchange["throttledHeaders"] = [];
      let began = lastSent;
      while (response.status === 429 && !asksForExample(plan)) {
        const wait = throttled < maxThrottled ? backoffMs(response.headers, throttled + 1) : undefined;
        throttledHeaders = response.headers;
        if (wait === undefined) {
          stopped =
            throttled < maxThrottled
              ? `the server asks to wait longer than ${maxWaitMs / 1000} s`
              : `the server responded with 429 after ${maxThrottled} waits`;
          break;
        }
        throttled++;
        await pause(wait);
        response = await paced(kind, plan, target);
        began = lastSent;
      }
      const broken = response.failure !== undefined && response.failure.kind !== "too-large";
      if (broken && ++failures >= maxFailures)
        stopped = `${failures} requests got no complete response, the last one: ${response.failure?.message}`;
      if (response.failure?.kind === "endless") stopped = response.failure.message;
      // A key may be taken back while the run goes on; a 403 may be for one endpoint alone. What sends the key in another
      // way than the rest is judged by that: such as a server that knows the header in one letter case only.
      const alike = isOrdinary(plan) && !plan.throughClient && plan.keyName === undefined;
      const rejected = response.status === 401 ? alike : response.status === 403 && requests === 1;
      if (rejected) stopped = `the key was rejected with ${response.status}`;
      return {
        kind,
        plan,
        target: path + searchOf(plan, "[key]"),
        ...response,
        bodyBytes: response.body.length,
        sentAt: Date.now(),
        durationMs: performance.now() - began,
        throttled,
        throttledHeaders,
      };
    },
  };
}

/** The query of a request, with a placeholder instead of the key. */
function searchOf({ query, key, encoding }: RequestPlan, shownKey: string): string {
  const escaped = String(new URLSearchParams(query.map(([name, value]) => [name, value])));
  const own = encoding === "plain" ? escaped.replaceAll("%3A", ":") : escaped;
  const keys = key === "in-query" ? queryKeyNames.map((name) => `${name}=${shownKey}`) : [];
  const search = [own, ...keys].filter((part) => part !== "").join("&");
  return search === "" ? "" : `?${search}`;
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
