import type { Check } from "../engine/check.ts";
import { accessChecks } from "./access.ts";
import { clientChecks } from "./client.ts";
import { refusalChecks } from "./error-responses.ts";
import { eventChecks } from "./events.ts";
import { exampleChecks } from "./examples.ts";
import { orderChecks } from "./order.ts";
import { protocolChecks } from "./protocol.ts";
import { rateChecks } from "./rate.ts";
import { stabilityChecks } from "./stability.ts";
import { windowChecks } from "./window.ts";

/** The catalogue: every check, in the order that reports show them. */
export const checks: readonly Check[] = [
  ...protocolChecks,
  ...accessChecks,
  ...refusalChecks,
  ...eventChecks,
  ...windowChecks,
  ...orderChecks,
  ...stabilityChecks,
  ...rateChecks,
  ...clientChecks,
  ...exampleChecks,
];
