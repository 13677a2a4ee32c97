import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { ask, askForAll } from "./ask.ts";

const probe = (method: "HEAD" | "POST"): Probe => ({
  id: `probe-${method.toLowerCase()}`,
  plan: (scene) =>
    // One of each a run, on the first endpoint: everything else a run sends is GET.
    scene.settings.probes && scene.kind === "activations"
      ? askForAll(scene, undefined, { method })
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
        ? ask({}, {}, { path: `/notifications/${settings.notificationId}/events/no-such-kind` })
        : notExercised("probe-not-allowed"),
  },
];
