import type { EventKind } from "../../generated/contract.js";
import { type Boundaries, chooseBoundaries } from "./boundaries.ts";
import { identityOf } from "./event.ts";
import { eventsIn, isUsable, type ProbeResult } from "./probe-result.ts";
import { type NotExercised, notExercised, type Reason } from "./reasons.ts";
import type { ContractSettings } from "./settings.ts";

/** Everything observed about one endpoint in a run, while its probes are sent and, later, while its checks judge. */
export interface EndpointContext {
  readonly kind: EventKind;
  readonly settings: ContractSettings;
  /** The window that the probes look into; narrower than the run's where the response to it was too large. */
  readonly window: { readonly start: number; readonly end: number };
  /** The result of a probe that the check needs. The engine calls no judgment without it, so its absence is a defect. */
  get(id: string): ProbeResult;
  /** The results of those of the probes that were sent. */
  made(ids: readonly string[]): readonly ProbeResult[];
  /** Every result, in the order in which the probes were sent. */
  all(): readonly ProbeResult[];
  /** The reason for which a probe was not sent; `undefined` where it was, or was not needed. */
  unmade(id: string): Reason | undefined;
  /** Timestamps to aim the bounds of windows at, chosen from the events seen. */
  boundaries(): Boundaries | NotExercised;
}

/** Everything that the run has observed about one endpoint so far. */
export interface EndpointState {
  readonly kind: EventKind;
  readonly settings: ContractSettings;
  window: EndpointContext["window"];
  readonly made: Map<string, ProbeResult>;
  readonly unmade: Map<string, Reason>;
  /** Responses with 429 to probes that had no other. */
  readonly limited: ProbeResult[];
}

/** The context that a state shows, now and after it has changed. */
export function contextOf(state: EndpointState): EndpointContext {
  const { kind, settings, made, unmade, limited } = state;
  let boundaries: Boundaries | NotExercised | undefined;
  return {
    kind,
    settings,
    get window() {
      return state.window;
    },
    get(id) {
      const result = made.get(id);
      if (!result) throw new Error(`The check reads the probe "${id}" without naming it in "needs".`);
      return result;
    },
    made: (ids) => ids.flatMap((id) => made.get(id) ?? []),
    all: () => [...made.values(), ...limited],
    unmade: (id) => unmade.get(id),
    boundaries() {
      if (!settings.stateful) return notExercised("stateless-target");
      const ascending = made.get("ascending");
      if (!ascending) return notExercised(unmade.get("ascending") ?? "base-response-unusable");
      boundaries ??= chooseBoundaries(ascending, state.window);
      return boundaries;
    },
  };
}

/** Each event of an endpoint once, however many responses showed it. */
export function distinctEvents(context: EndpointContext): Iterable<unknown> {
  const events = new Map<string, unknown>();
  for (const result of context.all()) {
    if (isUsable(result)) for (const event of eventsIn(result)) events.set(identityOf(event), event);
  }
  return events.values();
}
