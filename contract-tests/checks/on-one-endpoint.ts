import type { EventKind } from "../../generated/contract.js";
import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";

/** Makes a request of one endpoint alone, for want of budget. */
export function on(kind: EventKind, row: Probe): Probe {
  return {
    ...row,
    plan: (scene) => (scene.kind === kind ? row.plan(scene) : notExercised("probe-not-allowed")),
  };
}
