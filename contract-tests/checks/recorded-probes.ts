import { notExercised } from "../engine/reasons.ts";
import { ask, onlyOn } from "./ask.ts";
import { utc } from "./date-forms.ts";
import type { SuiteProbe } from "./probe-ids.ts";

/** An instant without its zone: 2026-01-04T10:00:00.123. */
function withoutZone(ms: number): string {
  return utc(ms).replace("Z", "");
}

/**
 * Requests about whose response nothing is known. No check judges more than its order; the page of open questions says
 * what came. One of each is sent in a run, and last, because a history without bounds may never end.
 */
export const recordedProbes: readonly SuiteProbe[] = [
  onlyOn(0, {
    id: "date-without-zone",
    after: ["ascending"],
    statusTells: true,
    last: true,
    recordedOnly: true,
    plan(context) {
      const boundaries = context.boundaries();
      if ("notExercised" in boundaries) return boundaries;
      return ask({ start: boundaries.points.tie.late, end: context.window.end }, { start: withoutZone });
    },
  }),
  // Sent to the last endpoint, because an endless history would end the run before the others are tested.
  onlyOn(-1, {
    id: "no-window",
    statusTells: true,
    last: true,
    recordedOnly: true,
    plan: ({ settings }) => (settings.stateful ? ask({ sort: "desc" }) : notExercised("stateless-target")),
  }),
];
