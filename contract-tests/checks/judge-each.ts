import type { Finding, FindingCode } from "../engine/check.ts";
import type { Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";
import type { SuiteCheck } from "./probe-ids.ts";

/** Pointer to the responses of an operation. */
export const responses = "#/paths/~1notifications~1{id}~1events~1{kind}/get/responses";

/** A row that judges each of the answers it needs on its own. */
export function each(
  row: Omit<SuiteCheck, "judge">,
  judge: (observation: Observation, scene: Scene) => Omit<Finding, "observation"> | undefined,
): SuiteCheck {
  return {
    ...row,
    judge: (scene) =>
      scene.made(row.needs).flatMap((observation): Finding[] => {
        const finding = judge(observation, scene);
        return finding ? [{ ...finding, observation }] : [];
      }),
  };
}

/** True for a 2xx answer, whatever its body. */
export function isSuccess({ exchange: { status = 0 } }: Observation): boolean {
  return status >= 200 && status < 300;
}

/** True when any byte of a body came. */
export function hasBody(observation: Observation): boolean {
  return observation.exchange.bodyBytes > 0;
}

/** A server that fails on a bad request commits another violation than one that accepts it. */
export function notRejected({ exchange: { status = 0 } }: Observation): FindingCode {
  return status >= 500 ? "server-error" : "not-rejected";
}
