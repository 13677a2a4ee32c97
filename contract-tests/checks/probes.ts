import type { Probe } from "../engine/probe.ts";
import { keyObservations, refusalObservations } from "./access-probes.ts";
import { clientObservation } from "./client-probe.ts";
import { exampleObservations } from "./example-probes.ts";
import { probeObservations } from "./methods.ts";
import { recordedObservations } from "./recorded-probes.ts";
import { repeatedObservation, windowObservations } from "./window-probes.ts";

/** What the suite asks of an endpoint before it goes on to the next one, in this order. */
export const observations: readonly Probe[] = [
  ...windowObservations,
  ...refusalObservations,
  ...probeObservations,
  clientObservation,
  // After all that is compared with the first answer: what came meanwhile, it shows.
  repeatedObservation,
  ...exampleObservations,
];

/**
 * What it asks when it is through with all endpoints: servers lock out who tries wrong keys, and a history without bounds
 * may never end.
 */
const lastObservations: readonly Probe[] = [...keyObservations, ...recordedObservations].map((probe) => ({
  ...probe,
  last: true,
}));

/** Every request the suite can make of an endpoint. */
export const allObservations: readonly Probe[] = [...observations, ...lastObservations];
