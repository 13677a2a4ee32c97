import type { Check } from "../engine/check.ts";
import { accessChecks } from "./access-checks.ts";
import { clientChecks } from "./client-checks.ts";
import { eventChecks } from "./event-checks.ts";
import { exampleChecks } from "./example-checks.ts";
import { orderChecks } from "./order-checks.ts";
import { protocolChecks } from "./protocol-checks.ts";
import { rateChecks } from "./rate-checks.ts";
import { refusalChecks } from "./refusal-checks.ts";
import { stabilityChecks } from "./stability-checks.ts";
import { windowChecks } from "./window-checks.ts";

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
