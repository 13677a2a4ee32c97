import { type EventKind, eventKinds } from "../../generated/contract.js";
import { type Boundaries, chooseBoundaries } from "./boundaries.ts";
import type { Check } from "./check.ts";
import { asksForExample } from "./exchange.ts";
import { type Observation, observe } from "./observation.ts";
import type { Probe } from "./probe.ts";
import { notExercised, type Reason } from "./reasons.ts";
import type { Recorder } from "./recorder.ts";
import type { Scene } from "./scene.ts";
import type { ContractSettings } from "./settings.ts";

/** Halvings of a window whose answer is too large, before the suite gives up on it. */
const maxNarrowings = 8;

/** A scene after its observations, which also says why one of them is missing. */
export interface MadeScene extends Scene {
  /** The reason for which a check cannot be judged here; `undefined` when it can. */
  missing(check: Check): Reason | undefined;
  /** The reason for which an observation was not made; `undefined` where it was, or was never asked for. */
  unmade(id: string): Reason | undefined;
}

/** What has been observed of one endpoint so far. */
export interface SceneState {
  readonly kind: EventKind;
  readonly settings: ContractSettings;
  window: { readonly start: number; readonly end: number };
  readonly made: Map<string, Observation>;
  readonly unmade: Map<string, Reason>;
  /** Answers with 429 to requests that had no other. */
  readonly limited: Observation[];
}

/** The scene that a state shows, now and after it has changed. */
export function sceneOf(state: SceneState): MadeScene {
  const { kind, settings, made, unmade, limited } = state;
  let boundaries: Boundaries | { readonly notExercised: Reason } | undefined;
  return {
    kind,
    settings,
    get window() {
      return state.window;
    },
    get(id) {
      const observation = made.get(id);
      if (!observation)
        throw new Error(`The check reads the observation "${id}" without naming it in "needs".`);
      return observation;
    },
    made: (ids) => ids.flatMap((id) => made.get(id) ?? []),
    all: () => [...made.values(), ...limited],
    boundaries() {
      if (!settings.stateful) return notExercised("stateless-target");
      const ascending = made.get("ascending");
      if (!ascending) return notExercised(unmade.get("ascending") ?? "base-answer-unusable");
      boundaries ??= chooseBoundaries(ascending, state.window);
      return boundaries;
    },
    unmade: (id) => unmade.get(id),
    missing(check) {
      const reasons = check.needs.flatMap((id) =>
        made.has(id) ? [] : [unmade.get(id) ?? "base-answer-unusable"],
      );
      return check.anyOf && reasons.length < check.needs.length ? undefined : reasons[0];
    },
  };
}

/**
 * Makes the needed observations of every endpoint, in the order of the probes; the last ones come after all others of all
 * endpoints.
 */
export async function makeScenes(
  probes: readonly Probe[],
  settings: ContractSettings,
  needed: ReadonlySet<string>,
  recorder: Recorder,
): Promise<readonly MadeScene[]> {
  const states = (Object.keys(eventKinds) as EventKind[]).map(
    (kind): SceneState => ({
      kind,
      settings,
      window: settings.window,
      made: new Map(),
      unmade: new Map(),
      limited: [],
    }),
  );
  for (const turn of [probes.filter(({ last }) => !last), probes.filter(({ last }) => last)]) {
    for (const state of states) await observeAll(turn, state, needed, recorder);
  }
  return states.map(sceneOf);
}

async function observeAll(
  probes: readonly Probe[],
  state: SceneState,
  needed: ReadonlySet<string>,
  recorder: Recorder,
): Promise<void> {
  const { kind, made, unmade, limited } = state;
  const known = new Map<string, unknown>();
  const scene = sceneOf(state);
  for (const probe of probes) {
    if (!needed.has(probe.id)) continue;
    for (let narrowings = 0; ; narrowings++) {
      const plan = probe.plan(scene);
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
        limited.push(observe(probe.id, exchange, asked, known));
        break;
      }
      const observation = observe(probe.id, exchange, asked, known);
      const tooLarge = exchange.failure?.kind === "too-large" || observation.fault === "too-large";
      if (!tooLarge || probe.statusTells) {
        made.set(probe.id, observation);
        break;
      }
      // Only the first look into the window may narrow it: what follows compares answers about the same window.
      if (made.size > 0 || narrowings === maxNarrowings || !probe.narrows) {
        unmade.set(probe.id, "answer-too-large");
        break;
      }
      const { start, end } = state.window;
      state.window = { start: Math.ceil((start + end) / 2), end };
    }
  }
}
