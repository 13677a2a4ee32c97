import type { EventKind } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import type { PlannedRequest } from "../engine/probe.ts";
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

/**
 * The endpoint at a turn, counted from 0; the endpoints take turns, so there is one at every turn. -1 is the one that is
 * asked last.
 */
export function endpointAt(turn: number): EventKind {
  const kind = eventKinds.at(turn % eventKinds.length);
  if (kind === undefined) throw new Error("The contract has no endpoint. Run: npm run generate");
  return kind;
}

/** Sends a probe to one endpoint alone, because the budget of requests is small. */
export function onlyOn(turn: number, probe: SuiteProbe): SuiteProbe {
  return { ...probe, kinds: [endpointAt(turn)] };
}

/**
 * The entries of a list that an endpoint gets if the endpoints share it in turns: the first entry goes to the first
 * endpoint, and so on.
 */
export function shareOf<T>(kind: EventKind, list: readonly [T, ...T[]]): T {
  return list[eventKinds.indexOf(kind) % list.length] ?? list[0];
}
