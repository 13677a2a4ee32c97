import type { EventKind } from "../../generated/event-kinds.js";
import { notExercised } from "../engine/check.ts";
import type { ObservationRow } from "./observation-row.ts";

/** Makes a request of one endpoint alone, for want of budget. */
export function on(kind: EventKind, row: ObservationRow): ObservationRow {
  return {
    ...row,
    plan: (scene) => (scene.kind === kind ? row.plan(scene) : notExercised("probe-not-allowed")),
  };
}
