import { eventKinds } from "../../src/shared/event-kinds.ts";
import { contextOf, type EndpointContext, type EndpointState } from "./endpoint-context.ts";
import { asksForExample } from "./exchange.ts";
import { isSentTo, type Probe } from "./probe.ts";
import { readResult } from "./probe-result.ts";
import type { Recorder } from "./recorder.ts";
import { requestBudget } from "./request-budget.ts";
import type { ContractSettings } from "./settings.ts";

/*
 * The suite narrows a window whose response is too large. Every attempt uses a request of the budget, and checks of a
 * busy, conformant server must not go unexercised because of that. So one attempt must be enough in most runs: the part
 * of an ascending response that was read shows how much of the window it covers, and the next endpoints start with the
 * window that fitted this one.
 */

/** Narrowings of a window whose response is too large, before the suite gives up on it. */
const maxNarrowings = 8;
/** Bytes at the end of what was read in which the last events are looked for. */
const lastEvents = 256 * 1024;

/** Sends the needed probes to every endpoint, in their order; the last ones come after all others of all endpoints. */
export async function sendProbes(
  probes: readonly Probe[],
  settings: ContractSettings,
  needed: ReadonlySet<string>,
  recorder: Recorder,
): Promise<readonly EndpointContext[]> {
  const states = eventKinds.map(
    (kind): EndpointState => ({
      kind,
      settings,
      window: settings.window,
      made: new Map(),
      unmade: new Map(),
      limited: [],
    }),
  );
  for (const turn of [probes.filter(({ last }) => !last), probes.filter(({ last }) => last)]) {
    for (const [index, state] of states.entries()) {
      await sendTo(turn, state, needed, recorder);
      for (const next of states.slice(index + 1)) if (next.made.size === 0) next.window = state.window;
    }
  }
  return states.map(contextOf);
}

async function sendTo(
  probes: readonly Probe[],
  state: EndpointState,
  needed: ReadonlySet<string>,
  recorder: Recorder,
): Promise<void> {
  const { kind, settings, made, unmade, limited } = state;
  const known = new Map<string, unknown>();
  const context = contextOf(state);
  for (const probe of probes) {
    if (!needed.has(probe.id)) continue;
    if (!isSentTo(probe, kind, settings)) {
      unmade.set(probe.id, "probe-not-allowed");
      continue;
    }
    for (let narrowings = 0; ; narrowings++) {
      const plan = probe.plan(context);
      if ("notExercised" in plan) {
        unmade.set(probe.id, plan.notExercised);
        break;
      }
      const { request, asked } = plan;
      // Nothing is judged by it, so the lack of it must not make the run incomplete.
      if (probe.recordedOnly && recorder.requests >= requestBudget && !settings.examplesOnRequest) {
        unmade.set(probe.id, "request-budget");
        break;
      }
      const exchange = await recorder.record(kind, probe.id, request);
      if (typeof exchange === "string") {
        unmade.set(probe.id, exchange);
        break;
      }
      // A 429 is no verdict: what should have been judged was not, for want of patience.
      if (exchange.status === 429 && !asksForExample(request)) {
        unmade.set(probe.id, "rate-limited");
        limited.push(readResult(probe.id, exchange, asked, recorder.requests, known));
        break;
      }
      const result = readResult(probe.id, exchange, asked, recorder.requests, known);
      const tooLarge = exchange.failure?.kind === "too-large" || result.fault === "too-large";
      if (!tooLarge || probe.statusTells) {
        made.set(probe.id, result);
        break;
      }
      // Only the first look into the window may narrow it: what follows compares responses about the same window.
      if (made.size > 0 || narrowings === maxNarrowings || !probe.narrows) {
        unmade.set(probe.id, "response-too-large");
        break;
      }
      state.window = narrower(state.window, exchange.body);
    }
  }
}

/** The end of a window, as much of it as was read of a too large response, with a margin; a half where that is unknown. */
function narrower({ start, end }: EndpointState["window"], body: Uint8Array): EndpointState["window"] {
  const tail = Buffer.from(body.subarray(-lastEvents)).toString("latin1");
  const covered = Number([...tail.matchAll(/"timestamp"\s*:\s*(\d+)/g)].at(-1)?.[1]);
  if (covered > start && covered < end) return { start: end - Math.ceil((covered - start) * 0.75), end };
  return { start: Math.ceil((start + end) / 2), end };
}
