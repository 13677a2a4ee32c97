import type { Evidence } from "../engine/check.ts";
import { pointerOn } from "../engine/endpoint.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { mask } from "../engine/mask.ts";
import { eventsIn } from "../engine/probe-result.ts";
import type { Cause } from "../engine/report.ts";
import type { Judgment } from "../engine/run-catalogue.ts";
import type { ContractSettings } from "../engine/settings.ts";
import { fingerprintOf } from "../engine/violation.ts";
import type { Condition } from "./condition.ts";
import { describeCondition } from "./describe-condition.ts";
import { eventSuspicions, identitySuspicions } from "./event-suspicions.ts";
import { localise } from "./localise.ts";
import { orderSuspicions } from "./order-suspicions.ts";
import { otherSuspicions } from "./other-suspicions.ts";
import { clientSuspicions, rejectionSuspicions } from "./rejection-suspicions.ts";
import { type Request, readRequests } from "./requests.ts";
import { responseSuspicions } from "./response-suspicions.ts";
import type { Run, Suspicion, Symptom } from "./suspicion.ts";
import { windowSuspicions } from "./window-suspicions.ts";

/*
 * From violations to causes.
 *
 * A fault of a server violates many checks at once. Each suspicion names something that a server may do wrong, and knows
 * which requests show it and which could have. Of those that account for most of the violations, one is a cause; what it
 * accounts for is set aside, and the next one is looked for among the rest. What no suspicion accounts for stays as it is.
 */

/** Finds the causes of the violations of a run, those that account for most of them first. */
export function diagnose(
  contexts: readonly EndpointContext[],
  judgments: readonly Judgment[],
  settings: ContractSettings,
): readonly Cause[] {
  const requests = readRequests(contexts);
  const byResult = new Map(requests.map((request) => [request.result, request]));
  const found = judgments.flatMap(({ check, endpoint, findings }) => {
    const alike = new Map<string, Symptom & { readonly events: unknown[] }>();
    for (const finding of findings) {
      const request = byResult.get(finding.result);
      if (request === undefined) continue;
      const key = [finding.result.position, finding.code, finding.pointer].join(" ");
      const one = alike.get(key) ?? { check, endpoint, finding, request, events: [] };
      if (finding.eventIndex !== undefined) one.events.push(eventsIn(finding.result)[finding.eventIndex]);
      alike.set(key, one);
    }
    return [...alike.values()];
  });
  const run: Run = { requests, found };
  const suspicions = suspicionsOf(run);
  const causes: Cause[] = [];
  let left: readonly Symptom[] = found;
  while (left.length > 0) {
    const best = mostExplanatory(suspicions, left);
    if (best === undefined) break;
    causes.push(toCause(best.suspicion, best.explained, settings));
    const explained = new Set(best.explained);
    left = left.filter((one) => !explained.has(one));
  }
  return causes;
}

function suspicionsOf(run: Run): readonly Suspicion[] {
  return [
    ...clientSuspicions(run),
    ...rejectionSuspicions(run),
    ...responseSuspicions(run),
    ...identitySuspicions(run),
    ...eventSuspicions(run),
    ...windowSuspicions(run),
    ...orderSuspicions(run),
    ...otherSuspicions(run),
  ].filter(({ shown }) => shown.length > 0);
}

/** A suspicion whose condition has exceptions counts for less. */
const inexact = 0.9;

function mostExplanatory(
  suspicions: readonly Suspicion[],
  left: readonly Symptom[],
): { readonly suspicion: Suspicion; readonly explained: readonly Symptom[] } | undefined {
  let best:
    | { readonly suspicion: Suspicion; readonly explained: readonly Symptom[]; readonly score: number }
    | undefined;
  for (const suspicion of suspicions) {
    const explained = left.filter((found) => suspicion.explains(found));
    // A check counts once for a request: one response may hold hundreds of wrong events.
    const symptoms = new Set(
      explained.map(({ check, endpoint, request }) => `${check.id} ${endpoint} ${request.result.position}`),
    );
    const score = symptoms.size * (localise(suspicion).exact ? 1 : inexact);
    if (score > (best?.score ?? 0)) best = { suspicion, explained, score };
  }
  return best;
}

function toCause(suspicion: Suspicion, explained: readonly Symptom[], settings: ContractSettings): Cause {
  const { who = "The server", says, of, shown, concerned, within } = suspicion;
  const { condition: found, exact } = localise(suspicion);
  const condition: Condition = { ...within, ...found };
  const statement = suspicion.statement(condition);
  const where = describeCondition(condition);
  const under = exact ? shown.length : concerned.filter((request) => isUnder(request, condition)).length;
  const share = `${shown.length} of ${under || concerned.length} ${of}${where === "" ? "" : " of this kind"} show it`;
  return {
    ...("pointer" in statement
      ? { pointer: pointerOn(statement.pointer, condition.endpoint ?? "all") }
      : statement),
    condition: { ...condition },
    text: mask(`${who} ${says}${where === "" ? "" : `, ${where}`}: ${share}.`, settings.apiKey),
    evidence: strongest(explained),
    checks: [...new Set(explained.map(({ check }) => check.id))],
    probes: shown.map(({ context, result }) => ({ endpoint: context.kind, probe: result.id })),
    fingerprints: [
      ...new Set(
        explained.map(({ check, endpoint, finding }) => fingerprintOf(check, endpoint, finding, settings)),
      ),
    ],
  };
}

const levels: readonly Evidence[] = ["http", "documented", "sampled", "observed", "assumed"];

function strongest(explained: readonly Symptom[]): Evidence {
  const known = new Set(explained.map(({ check, finding }) => finding.evidence ?? check.evidence));
  return levels.find((level) => known.has(level)) ?? "assumed";
}

/** Whether a request has all factors of a condition that a request can have by itself. */
function isUnder({ factors }: Request, condition: Condition): boolean {
  return Object.entries(condition).every(
    ([name, value]) =>
      name === "position" ||
      name === "size" ||
      factors.some(([other, its]) => other === name && its === value),
  );
}
