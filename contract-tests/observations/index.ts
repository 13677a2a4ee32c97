import { clientObservation } from "./client.ts";
import { exampleObservations } from "./examples.ts";
import type { ObservationRow } from "./observation-row.ts";
import { probeObservations } from "./probes.ts";
import { recordedObservations } from "./recorded-only.ts";
import { refusalObservations } from "./refusals.ts";
import { repeatedObservation, windowObservations } from "./window.ts";

/** Every request the suite can make of an endpoint, in the order it makes them. */
export const observations: readonly ObservationRow[] = [
  ...windowObservations,
  ...refusalObservations,
  ...probeObservations,
  clientObservation,
  // After all that is compared with the first answer: what came meanwhile, it shows.
  repeatedObservation,
  ...recordedObservations,
  ...exampleObservations,
];
