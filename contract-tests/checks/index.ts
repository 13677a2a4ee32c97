import { accessChecks } from "./access.ts";
import { badKeyProbes, badValueProbes } from "./access-probes.ts";
import { clientChecks, clientProbe } from "./client.ts";
import { emptyValueChecks, emptyValueProbes } from "./empty-values.ts";
import { errorResponseChecks } from "./error-responses.ts";
import { eventChecks } from "./events.ts";
import { exampleChecks, exampleProbes } from "./examples.ts";
import { farDateChecks, farDateProbes } from "./far-dates.ts";
import { methodChecks, methodProbes } from "./methods.ts";
import { oneCustomerCheck } from "./one-customer.ts";
import { orderChecks } from "./order.ts";
import { parameterChecks, parameterProbes } from "./parameters.ts";
import type { SuiteCheck, SuiteProbe } from "./probe-ids.ts";
import { protocolChecks } from "./protocol.ts";
import { rateChecks } from "./rate.ts";
import { recordedProbes } from "./recorded-probes.ts";
import { stabilityChecks } from "./stability.ts";
import { windowChecks } from "./window.ts";
import { repeatedProbe, windowProbes } from "./window-probes.ts";

/** The catalogue: every check, in the order that reports show them. */
export const checks: readonly SuiteCheck[] = [
  ...protocolChecks,
  ...accessChecks,
  ...errorResponseChecks,
  ...emptyValueChecks,
  ...parameterChecks,
  ...methodChecks,
  ...eventChecks,
  oneCustomerCheck,
  ...windowChecks,
  ...farDateChecks,
  ...orderChecks,
  ...stabilityChecks,
  ...rateChecks,
  ...clientChecks,
  ...exampleChecks,
];

/** Every request that the suite can make of an endpoint, in the order in which they are sent. */
export const probes: readonly SuiteProbe[] = [
  ...windowProbes,
  ...farDateProbes,
  ...badValueProbes,
  ...emptyValueProbes,
  ...parameterProbes,
  ...methodProbes,
  clientProbe,
  // After all that is compared with the first response, to show what was published meanwhile.
  repeatedProbe,
  ...exampleProbes,
  ...badKeyProbes,
  ...recordedProbes,
];
