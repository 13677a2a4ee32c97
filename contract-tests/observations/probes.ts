import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { utc } from "./date-forms.ts";

const probe = (method: "HEAD" | "POST"): Probe => ({
  id: `probe-${method.toLowerCase()}`,
  plan: ({ kind, settings, window }) =>
    // One of each a run, on the first endpoint: everything else a run sends is GET.
    settings.probes && kind === "activations"
      ? {
          method,
          query: [
            ["start", utc(window.start)],
            ["end", utc(window.end)],
          ],
        }
      : notExercised("probe-not-allowed"),
});

/** The two requests with another method than GET, and a path that does not exist. */
export const probeObservations: readonly Probe[] = [
  probe("HEAD"),
  probe("POST"),
  {
    id: "unknown-path",
    plan: ({ kind, settings }) =>
      kind === "activations"
        ? { query: [], path: `/notifications/${settings.notificationId}/events/no-such-kind` }
        : notExercised("probe-not-allowed"),
  },
];
