import type { Finding, Verdict } from "../engine/check.ts";
import type { Observation } from "../engine/observation.ts";
import { notExercised } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";
import { ask, askForAll } from "./ask.ts";
import { hasBody, isSuccess, notRejected } from "./judge-each.ts";
import type { ProbeId, SuiteCheck, SuiteProbe } from "./probe-ids.ts";

const byMethod = (id: "probe-head" | "probe-post", method: "HEAD" | "POST"): SuiteProbe => ({
  id,
  plan: (scene) =>
    // One of each a run, on the first endpoint: everything else a run sends is GET.
    scene.settings.probes && scene.kind === "activations"
      ? askForAll(scene, undefined, { method })
      : notExercised("probe-not-allowed"),
});

/** The two requests with another method than GET, and a path that does not exist. */
export const methodProbes: readonly SuiteProbe[] = [
  byMethod("probe-head", "HEAD"),
  byMethod("probe-post", "POST"),
  {
    id: "unknown-path",
    plan: ({ kind, settings }) =>
      kind === "activations"
        ? ask({}, {}, { path: `/notifications/${settings.notificationId}/events/no-such-kind` })
        : notExercised("probe-not-allowed"),
  },
];

/** What a server may answer to a method that it knows for no resource at all (RFC 9110, section 15.6.2). */
const notImplemented = 501;

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function judgeOne(
  scene: Scene,
  id: ProbeId,
  judge: (observation: Observation) => Pick<Finding, "code" | "actual"> | undefined,
  expected: string,
): Verdict {
  const observation = scene.get(id);
  const found = judge(observation);
  return found === undefined ? [] : [{ ...found, expected, observation }];
}

function accepted(observation: Observation): Pick<Finding, "code" | "actual"> {
  return { code: notRejected(observation), actual: `status ${observation.exchange.status ?? 0}` };
}

/** What is rejected beside bad keys and bad values. */
export const methodChecks: readonly SuiteCheck[] = [
  {
    id: "unknown-path",
    title: "a path that does not exist is answered 404 or another 4xx",
    evidence: "assumed",
    pointer: "#/paths",
    needs: ["unknown-path"],
    scope: "run",
    judge: (scene) =>
      judgeOne(
        scene,
        "unknown-path",
        (observation) => (isRefusal(observation.exchange.status ?? 0) ? undefined : accepted(observation)),
        "404 or another 4xx",
      ),
  },
  {
    id: "method-post",
    title: "POST is refused: the endpoint only reads",
    evidence: "assumed",
    pointer: `#/paths/~1notifications~1{id}~1events~1activations`,
    needs: ["probe-post"],
    scope: "run",
    judge: (scene) =>
      judgeOne(
        scene,
        "probe-post",
        (observation) => {
          const { status = 0 } = observation.exchange;
          return isRefusal(status) || status === notImplemented ? undefined : accepted(observation);
        },
        "405 or another 4xx, or 501",
      ),
  },
  {
    id: "method-head",
    title: "HEAD is refused, or answered like GET without a body",
    evidence: "http",
    pointer: `#/paths/~1notifications~1{id}~1events~1activations`,
    needs: ["probe-head"],
    scope: "run",
    judge: (scene) =>
      judgeOne(
        scene,
        "probe-head",
        (observation) => {
          const { status = 0 } = observation.exchange;
          if (isRefusal(status) || status === notImplemented) return undefined;
          if (!isSuccess(observation)) return accepted(observation);
          // What follows the head of an answer to HEAD is taken for the next answer, and breaks the connection.
          return hasBody(observation) || observation.exchange.failure
            ? { code: "body-after-head", actual: "a body" }
            : undefined;
        },
        "a refusal, or a success without a body",
      ),
  },
];
