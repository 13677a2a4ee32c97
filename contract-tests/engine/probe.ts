import type { EventKind } from "../../generated/contract.js";
import type { EndpointContext } from "./endpoint-context.ts";
import type { Asked, RequestPlan } from "./exchange.ts";
import type { NotExercised } from "./reasons.ts";
import type { ContractSettings } from "./settings.ts";

/** A request, and what it asks for. */
export interface PlannedRequest {
  readonly request: RequestPlan;
  readonly asked: Asked;
}

/** One planned request. It is sent once to an endpoint, however many checks read what came back. */
export interface Probe<Id extends string = string> {
  /** In kebab-case; what checks name in `needs`. */
  readonly id: Id;
  /** Endpoints that it is sent to; all where it does not say. */
  readonly kinds?: readonly EventKind[];
  /** Sent only where the settings allow the opt-in probes. */
  readonly optIn?: boolean;
  /** Probes that must be sent before, because this request is derived from what they bring. */
  readonly after?: readonly Id[];
  /** Whether a response that is too large makes the suite look into a smaller window. */
  readonly narrows?: boolean;
  /** Whether the status alone decides. Then a response that is too large to read still counts. */
  readonly statusTells?: boolean;
  /** Sent when the run is through with all endpoints, because the server may reject everything after it. */
  readonly last?: boolean;
  /** No check needs it. A run of the whole catalogue sends it all the same, and the page of open questions shows it. */
  readonly recordedOnly?: boolean;
  /** The request, or why it cannot be made. */
  plan(context: EndpointContext): PlannedRequest | NotExercised;
}

/** Whether a probe is for an endpoint, and allowed. */
export function isSentTo(
  { kinds, optIn }: Probe,
  kind: EventKind,
  { probes }: Pick<ContractSettings, "probes">,
): boolean {
  return (kinds?.includes(kind) ?? true) && (probes || optIn !== true);
}
