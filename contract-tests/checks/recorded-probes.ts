import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { ask } from "./ask.ts";
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
      const boundaries = scene.boundaries();
      if ("notExercised" in boundaries) return boundaries;
      return ask({ start: boundaries.late, end: scene.window.end }, { start: withoutZone });
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
          ? ask({ sort: "desc" })
          : notExercised("stateless-target"),
  },
];

/** Ids of {@link recordedObservations}. */
export const recordedIds: readonly string[] = recordedObservations.map(({ id }) => id);
