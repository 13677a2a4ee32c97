import * as http from "node:http";
import * as https from "node:https";
import type { EventKind } from "../../generated/event-kinds.js";
import type { Exchange, RequestPlan } from "./exchange.ts";
import { type Answer, send } from "./send.ts";
import type { ContractSettings } from "./settings.ts";

/** Most requests of one run. Repetitions after a 429 are not counted. */
export const requestBudget = 120;
/** Transport failures in a row after which the run stops: the server is gone, and hammering it helps nobody. */
const maxFailuresInARow = 3;
const maxThrottled = 6;
const maxBackoffMs = 20_000;

/** Makes exchanges one at a time, paced; what a live run and a replay have in common. */
export interface Recorder {
  record(
    kind: EventKind,
    observation: string,
    plan: RequestPlan,
  ): Promise<Exchange | "run-stopped" | "request-budget">;
  /** Requests sent so far, without repetitions after a 429. */
  readonly requests: number;
  /** Why the run stopped early. */
  readonly stopped: string | undefined;
  close(): void;
}

/** Records from the target's own server. */
export function liveRecorder(settings: ContractSettings): Recorder {
  // One connection at a time, kept: the polite way to ask a production server, and the fastest on loopback.
  const agent = new (settings.baseUrl.startsWith("https:") ? https : http).Agent({
    keepAlive: true,
    maxSockets: 1,
  });
  const gapMs = 1000 / settings.maxRps;
  let requests = 0;
  let failures = 0;
  let lastSent = Number.NEGATIVE_INFINITY;
  let stopped: string | undefined;

  async function paced(plan: RequestPlan, target: string): Promise<Answer> {
    await pause(lastSent + gapMs - performance.now());
    lastSent = performance.now();
    return send(plan, target, settings, agent);
  }

  return {
    get requests() {
      return requests;
    },
    get stopped() {
      return stopped;
    },
    close: () => agent.destroy(),
    async record(kind, _observation, plan) {
      if (stopped !== undefined) return "run-stopped";
      if (requests >= requestBudget && !settings.examplesOnRequest) return "request-budget";
      requests++;
      const path = plan.path ?? `/notifications/${plan.id ?? settings.notificationId}/events/${kind}`;
      const search = new URLSearchParams(plan.query.map(([name, value]) => [name, value]));
      const shown = String(search);
      if (plan.key === "in-query") search.append("X-Key", settings.apiKey);
      const target = `${path}${search.size > 0 ? `?${search}` : ""}`;
      let answer = await paced(plan, target);
      let throttled = 0;
      let throttledHeaders: Exchange["throttledHeaders"] = [];
      let began = lastSent;
      while (
        answer.status === 429 &&
        plan.headers?.some(([name]) => name === "prefer") !== true &&
        throttled < maxThrottled
      ) {
        throttled++;
        throttledHeaders = answer.headers;
        await pause(backoffMs(answer, throttled));
        answer = await paced(plan, target);
        began = lastSent;
      }
      const broken = answer.failure !== undefined && answer.failure.kind !== "too-large";
      failures = broken ? failures + 1 : 0;
      if (failures >= maxFailuresInARow)
        stopped = `${failures} requests in a row got no whole answer: ${answer.failure?.message}`;
      if (answer.failure?.kind === "endless") stopped = answer.failure.message;
      if ((answer.status === 401 || answer.status === 403) && requests === 1) {
        stopped = `the key was refused with ${answer.status}`;
      }
      const maskedQuery = plan.key === "in-query" ? `${shown}${shown && "&"}X-Key=[key]` : shown;
      return {
        kind,
        plan,
        target: `${path}${maskedQuery ? `?${maskedQuery}` : ""}`,
        ...answer,
        durationMs: performance.now() - began,
        throttled,
        throttledHeaders,
      };
    },
  };
}

/** Waits as long as the server asks, else one second doubled each time. */
function backoffMs(answer: Answer, attempt: number): number {
  const asked = Number(answer.headers.find(([name]) => name === "retry-after")?.[1]);
  const own = 1000 * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(asked) && asked >= 0 ? Math.max(asked * 1000, 50) : own, maxBackoffMs);
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
