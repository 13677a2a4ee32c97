import { type ExchangeHead, isOrdinary } from "./exchange.ts";
import type { ContractReport } from "./report.ts";

/**
 * Why a run says nothing about the server: no response at all, the real key rejected at its first request, or a
 * notification that no endpoint knows, which is a wrong setting. `undefined` when it could judge.
 */
export function nothingJudged(exchanges: readonly ExchangeHead[]): string | undefined {
  const first = exchanges[0];
  if (first === undefined) return "none of the chosen checks had a response to judge";
  if (exchanges.every(({ status }) => status === undefined)) {
    const reason = String(first.failure?.message);
    // The codes of Node's parser: something responds there.
    return /^HPE_/.test(reason)
      ? `what came was no valid HTTP: ${reason}. Check that NP6_BASE_URL names the API and not another service. If it does, the server or a proxy before it is broken`
      : `there was no response: ${reason}. Check NP6_BASE_URL, and the proxy if one is set`;
  }
  // Responses that were too large to be judged are not among these, so the first of them may have been sent with a
  // wrong key on purpose.
  const status = exchanges.find(({ plan }) => plan.key === undefined)?.status;
  if (status === 401 || status === 403) {
    return `the key was rejected with ${status}. Check NP6_API_KEY, and that its account may read the notification`;
  }
  if (exchanges.every(({ status }) => status === 429)) {
    return "the server responded only with 429. Wait until its limit is reset";
  }
  const ordinary = exchanges.filter(({ plan }) => isOrdinary(plan));
  if (ordinary.length > 0 && ordinary.every(({ status }) => status === 404)) {
    return "every endpoint responded with 404 for the notification. Check NP6_NOTIFICATION_ID and NP6_BASE_URL";
  }
  return undefined;
}

/**
 * 2: nothing could be judged. 1: something is violated. 3: the run stopped early, or an endpoint showed no event or a
 * check was not exercised where the settings demand that all are. 0 otherwise.
 */
export function exitCodeOf(
  report: Omit<ContractReport, "exitCode">,
  judged: boolean,
): ContractReport["exitCode"] {
  if (!judged) return 2;
  if (report.results.some(({ outcome }) => outcome === "failed")) return 1;
  // The server may violate a rule that the run no longer reached, so the run must not count as a pass.
  if (report.stopped !== undefined) return 3;
  const incomplete =
    Object.values(report.events).includes(0) ||
    report.results.some(({ outcome }) => outcome === "not-exercised");
  return report.requireExercised && incomplete ? 3 : 0;
}
