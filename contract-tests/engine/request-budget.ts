import type { EventKind } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { isSentTo, type Probe } from "./probe.ts";
import type { ContractSettings } from "./settings.ts";

/** Requests that a run may send for each endpoint of the contract. */
const requestsPerEndpoint = 40;

/** Most requests of one run. Repetitions after a 429 are not counted. */
export const requestBudget: number = requestsPerEndpoint * eventKinds.length;

/**
 * Counts the requests that a run plans, each for the endpoint that it calls.
 *
 * A window that is too large is asked for again, in parts. What that takes is not known before.
 */
export function countRequests(
  probes: readonly Probe[],
  settings: Pick<ContractSettings, "probes">,
): ReadonlyMap<EventKind, number> {
  return new Map(
    eventKinds.map((kind) => [kind, probes.filter((probe) => isSentTo(probe, kind, settings)).length]),
  );
}

/**
 * Rejects a plan that is larger than the budget, because its last checks would silently go without their requests.
 *
 * @returns How many requests the plan has.
 * @throws UsageError before anything is sent.
 */
export function checkBudget(
  probes: readonly Probe[],
  settings: Pick<ContractSettings, "probes" | "examplesOnRequest">,
): number {
  // A mock is a program of our own on this machine: asking it for every example costs nobody anything.
  const counts = [...countRequests(probes, settings)];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (settings.examplesOnRequest || total <= requestBudget) return total;
  const each = counts.map(([kind, count]) => `${count} to ${kind}`).join(", ");
  throw new UsageError(
    `The suite plans ${total} requests (${each}), more than ${requestBudget}, ${requestsPerEndpoint} for each endpoint. ` +
      "Nothing was sent. Choose fewer checks, or give a probe fewer endpoints.",
  );
}
