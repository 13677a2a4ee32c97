import { isUsable } from "../engine/observation.ts";
import type { Probe } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { askForAll } from "./ask.ts";

/** The ordinary request once more, through our own client. */
export const clientObservation: Probe = {
  id: "client",
  after: ["ascending"],
  plan: (scene) => {
    // The client's answer is held in memory whole; one that was too large or endless before would be so again.
    const [base] = scene.made(["ascending"]);
    if (!base || !isUsable(base)) return notExercised("base-answer-unusable");
    return askForAll(scene, "asc", { throughClient: true });
  },
};
