import type { Finding, Verdict } from "../engine/check.ts";
import { endpointPath } from "../engine/endpoint.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { ask, askForAll, onlyOn } from "./ask.ts";
import { hasBody, isSuccess, notRejected } from "./judge-each.ts";
import type { ProbeId, SuiteCheck, SuiteProbe } from "./probe-ids.ts";

/** One of each a run: everything else that a run sends is GET. */
const byMethod = (id: "probe-head" | "probe-post", method: "HEAD" | "POST"): SuiteProbe =>
  onlyOn(0, { id, optIn: true, plan: (context) => askForAll(context, undefined, { method }) });

/** The two requests with another method than GET, and a path that does not exist. */
export const methodProbes: readonly SuiteProbe[] = [
  byMethod("probe-head", "HEAD"),
  byMethod("probe-post", "POST"),
  onlyOn(0, {
    id: "unknown-path",
    plan: ({ kind, settings }) => {
      const path = endpointPath(kind, settings.notificationId).replace(/[^/]*$/, "no-such-kind");
      return ask({}, {}, { path });
    },
  }),
];

/** The status of a method that the server supports for no resource (RFC 9110, section 15.6.2). */
const notImplemented = 501;

function isErrorResponse(status: number): boolean {
  return status >= 400 && status < 500;
}

function judgeOne(
  context: EndpointContext,
  id: ProbeId,
  judge: (result: ProbeResult) => Pick<Finding, "code" | "actual"> | undefined,
  expected: string,
): Verdict {
  const result = context.get(id);
  const found = judge(result);
  return found === undefined ? [] : [{ ...found, expected, result }];
}

function accepted(result: ProbeResult): Pick<Finding, "code" | "actual"> {
  return { code: notRejected(result), actual: `status ${result.exchange.status ?? 0}` };
}

/** Checks of unknown paths and other methods. */
export const methodChecks: readonly SuiteCheck[] = [
  {
    id: "unknown-path",
    title: "a path that does not exist returns 404 or another 4xx",
    evidence: "assumed",
    pointer: "#/paths",
    needs: ["unknown-path"],
    scope: "run",
    judge: (context) =>
      judgeOne(
        context,
        "unknown-path",
        (result) => (isErrorResponse(result.exchange.status ?? 0) ? undefined : accepted(result)),
        "404 or another 4xx",
      ),
  },
  {
    id: "method-post",
    title: "POST is rejected: the endpoint only reads",
    evidence: "assumed",
    pointer: "#/paths/{path}",
    needs: ["probe-post"],
    scope: "run",
    judge: (context) =>
      judgeOne(
        context,
        "probe-post",
        (result) => {
          const { status = 0 } = result.exchange;
          return isErrorResponse(status) || status === notImplemented ? undefined : accepted(result);
        },
        "405 or another 4xx, or 501",
      ),
  },
  {
    id: "method-head",
    title: "HEAD is rejected, or succeeds without a body",
    evidence: "http",
    pointer: "#/paths/{path}",
    needs: ["probe-head"],
    scope: "run",
    judge: (context) =>
      judgeOne(
        context,
        "probe-head",
        (result) => {
          const { status = 0 } = result.exchange;
          if (isErrorResponse(status) || status === notImplemented) return undefined;
          if (!isSuccess(result)) return accepted(result);
          // Clients mistake a body after a response to HEAD for the next response, which breaks the connection.
          return hasBody(result) || result.exchange.failure
            ? { code: "body-after-head", actual: "a body" }
            : undefined;
        },
        "an error response, or a success without a body",
      ),
  },
];
