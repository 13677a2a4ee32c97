import { clientObservation } from "./client.ts";
import { exampleObservations } from "./examples.ts";
import type { ObservationRow } from "./observation-row.ts";
import { probeObservations } from "./probes.ts";
import { recordedObservations } from "./recorded-only.ts";
import { keyObservations, refusalObservations } from "./refusals.ts";
import { repeatedObservation, windowObservations } from "./window.ts";

/** What the suite asks of an endpoint before it goes on to the next one, in this order. */
export const observations: readonly ObservationRow[] = [
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
export const lastObservations: readonly ObservationRow[] = [...keyObservations, ...recordedObservations];

/** Every request the suite can make of an endpoint. */
export const allObservations: readonly ObservationRow[] = [...observations, ...lastObservations];
