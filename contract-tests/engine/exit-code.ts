import type { Exchange } from "./exchange.ts";
import type { ContractReport } from "./report.ts";

/**
 * 2: the run could not judge anything, for want of an answer or of a key that works. 1: something is violated.
 * 3: an endpoint showed no event or a check was not exercised, where the settings demand that all are. 0 otherwise.
 */
export function exitCodeOf(
  report: Omit<ContractReport, "exitCode">,
  answered: boolean,
  first: Exchange | undefined,
): ContractReport["exitCode"] {
  if (!answered || first?.status === 401 || first?.status === 403) return 2;
  if (report.results.some(({ outcome }) => outcome === "failed")) return 1;
  const incomplete =
    Object.values(report.events).includes(0) ||
    report.results.some(({ outcome }) => outcome === "not-exercised");
  return report.requireExercised && incomplete ? 3 : 0;
}
