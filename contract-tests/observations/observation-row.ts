import type { RequestPlan } from "../engine/exchange.ts";
import type { Reason } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";

/** A request that checks judge, made once an endpoint however many checks read its answer. */
export interface ObservationRow {
  /** In kebab-case; what checks name in `needs`. */
  readonly id: string;
  /** Observations that must be made before, because this request is derived from them. */
  readonly after?: readonly string[];
  /** Whether a too large answer makes the suite look into a smaller window. */
  readonly narrows?: boolean;
  /** Whether the status alone tells: then an answer too large to read is still an answer. */
  readonly statusTells?: boolean;
  /** The request, or why it cannot be made. */
  plan(scene: Scene): RequestPlan | { readonly notExercised: Reason };
}
