import type { Finding, FindingCode } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import type { SuiteCheck } from "./probe-ids.ts";

/** Pointer to the responses of an operation. */
export const responses = "#/paths/{path}/get/responses";

/** A row that judges each of the answers it needs on its own. */
export function each(
  row: Omit<SuiteCheck, "judge">,
  judge: (result: ProbeResult, context: EndpointContext) => Omit<Finding, "result"> | undefined,
): SuiteCheck {
  return {
    ...row,
    judge: (context) =>
      context.made(row.needs).flatMap((result): Finding[] => {
        const finding = judge(result, context);
        return finding ? [{ ...finding, result }] : [];
      }),
  };
}

/** True for a 2xx response, whatever its body. */
export function isSuccess({ exchange: { status = 0 } }: ProbeResult): boolean {
  return status >= 200 && status < 300;
}

/** True when any byte of a body came. */
export function hasBody(result: ProbeResult): boolean {
  return result.exchange.bodyBytes > 0;
}

/** A server that fails on a bad request commits another violation than one that accepts it. */
export function notRejected({ exchange: { status = 0 } }: ProbeResult): FindingCode {
  return status >= 500 ? "server-error" : "not-rejected";
}
