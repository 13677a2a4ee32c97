import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { utc } from "./date-forms.ts";

/** An instant without its zone: 2026-01-04T10:00:00.123. */
function withoutZone(ms: number): string {
  return utc(ms).replace("Z", "");
}

/**
 * Requests whose answers nothing is known about, so no check judges what they hold, but for its order: the page of open
 * questions says what came. One of each a run.
 */
export const recordedObservations: readonly Probe[] = [
  {
    id: "date-without-zone",
    after: ["ascending"],
    statusTells: true,
    recordedOnly: true,
    plan(scene) {
      if (scene.kind !== "activations") return notExercised("probe-not-allowed");
      const pivots = scene.pivots();
      return "notExercised" in pivots
        ? pivots
        : {
            query: [
              ["start", withoutZone(pivots.late)],
              ["end", utc(scene.window.end)],
            ],
          };
    },
  },
  {
    id: "no-window",
    statusTells: true,
    recordedOnly: true,
    // Of the endpoint that is asked last: a history that never ends must not cost the run its answers.
    plan: ({ kind, settings }) =>
      kind !== "cancellations"
        ? notExercised("probe-not-allowed")
        : settings.stateful
          ? { query: [["sort", "desc"]] }
          : notExercised("stateless-target"),
  },
];

/** Ids of {@link recordedObservations}. */
export const recordedIds: readonly string[] = recordedObservations.map(({ id }) => id);
