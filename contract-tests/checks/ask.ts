import type { EventKind } from "../../generated/contract.js";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import type { PlannedRequest } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { utc, type Writer } from "./date-forms.ts";
import type { SuiteProbe } from "./probe-ids.ts";

/**
 * A request for a window.
 *
 * @param write How the bounds are written; in UTC unless told otherwise.
 * @param extra What else is special about the request.
 */
export function ask(
  asked: Asked,
  write: { readonly start?: Writer; readonly end?: Writer } = {},
  extra: Partial<RequestPlan> = {},
): PlannedRequest {
  const { start, end, sort } = asked;
  const query: RequestPlan["query"] = [
    ...(start === undefined ? [] : [["start", (write.start ?? utc)(start)] as const]),
    ...(end === undefined ? [] : [["end", (write.end ?? utc)(end)] as const]),
    ...(sort === undefined ? [] : [["sort", sort] as const]),
  ];
  return { request: { query, ...extra }, asked };
}

/** A request for the whole window of the run. */
export function askForAll(
  { window }: EndpointContext,
  sort?: Asked["sort"],
  extra: Partial<RequestPlan> = {},
): PlannedRequest {
  return ask({ start: window.start, end: window.end, sort }, {}, extra);
}

/** Sends a probe to one endpoint alone, because the budget of requests is small. */
export function onlyOn(kind: EventKind, probe: SuiteProbe): SuiteProbe {
  return {
    ...probe,
    plan: (context) => (context.kind === kind ? probe.plan(context) : notExercised("probe-not-allowed")),
  };
}
