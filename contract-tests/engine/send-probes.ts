import { eventKinds } from "../../src/shared/event-kinds.ts";
import { contextOf, type EndpointContext, type EndpointState } from "./endpoint-context.ts";
import { asksForExample } from "./exchange.ts";
import { isSentTo, type Probe } from "./probe.ts";
import { readResult } from "./probe-result.ts";
import type { Recorder } from "./recorder.ts";
import type { ContractSettings } from "./settings.ts";

/** Halvings of a window whose response is too large, before the suite gives up on it. */
const maxNarrowings = 8;

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
    for (const state of states) await sendTo(turn, state, needed, recorder);
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
      const exchange = await recorder.record(kind, probe.id, request);
      if (typeof exchange === "string") {
        unmade.set(probe.id, exchange);
        break;
      }
      // A 429 is no verdict: what should have been judged was not, for want of patience.
      if (exchange.status === 429 && !asksForExample(request)) {
        unmade.set(probe.id, "rate-limited");
        limited.push(readResult(probe.id, exchange, asked, known));
        break;
      }
      const result = readResult(probe.id, exchange, asked, known);
      const tooLarge = exchange.failure?.kind === "too-large" || result.fault === "too-large";
      if (!tooLarge || probe.statusTells) {
        made.set(probe.id, result);
        break;
      }
      // Only the first look into the window may narrow it: what follows compares responses about the same window.
      if (made.size > 0 || narrowings === maxNarrowings || !probe.narrows) {
        unmade.set(probe.id, "answer-too-large");
        break;
      }
      const { start, end } = state.window;
      state.window = { start: Math.ceil((start + end) / 2), end };
    }
  }
}
