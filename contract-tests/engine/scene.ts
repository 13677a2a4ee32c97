import type { EventKind } from "../../generated/contract.js";
import type { Boundaries } from "./boundaries.ts";
import type { Observation } from "./observation.ts";
import type { Reason } from "./reasons.ts";
import type { ContractSettings } from "./settings.ts";

/** All that is known about one endpoint while its requests are made and, later, while its checks judge. */
export interface Scene {
  readonly kind: EventKind;
  readonly settings: ContractSettings;
  /** The window that the observations look into; narrower than asked for when its answer was too large. */
  readonly window: { readonly start: number; readonly end: number };
  /** An observation that the check needs. The engine calls no judgment without it, so its absence is a defect. */
  get(id: string): Observation;
  /** Those of the observations that could be made. */
  made(ids: readonly string[]): readonly Observation[];
  /** Every observation made, in order. */
  all(): readonly Observation[];
  /** Timestamps to aim the bounds of windows at, chosen from the events seen. */
  boundaries(): Boundaries | { readonly notExercised: Reason };
}
