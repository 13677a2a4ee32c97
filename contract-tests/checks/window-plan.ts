import type { EventKind } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import type { BoundaryKind } from "../engine/boundaries.ts";
import { type PlanRow, planRows } from "../engine/covering-plan.ts";
import { type DateForm, dateFormNames } from "./date-forms.ts";

/*
 * The requests for a part of the window, in combinations that a plan chooses. A server may be wrong about one bound, one form of
 * date or one order alone, or where two of them meet, and no endpoint has the budget for all of it.
 */

/** Requests for a part of the window that each endpoint gets. */
const windowsPerEndpoint = 10;

/** Whether a bound is sent, and whether it is the instant of an event or one right after it. */
type Edge = "none" | "at" | "after";

/** The factors in which requests for a part of the window differ. */
export const windowFactors: {
  readonly endpoint: readonly EventKind[];
  readonly form: readonly DateForm[];
  readonly start: readonly Edge[];
  readonly end: readonly Edge[];
  readonly order: readonly ("none" | "asc" | "desc")[];
  readonly sequence: readonly string[];
  readonly encoding: readonly ("escaped" | "plain")[];
  readonly boundary: readonly BoundaryKind[];
} = {
  endpoint: eventKinds,
  form: dateFormNames,
  start: ["none", "at", "after"],
  end: ["none", "at", "after"],
  order: ["none", "asc", "desc"],
  // As the contract has the parameters, as the vendor's example does, and as the contract has them, turned round.
  sequence: ["start-end-sort", "end-sort-start", "sort-end-start"],
  encoding: ["escaped", "plain"],
  boundary: ["tie", "single", "whole-second"],
};

/** Factors that are covered in all combinations, and not in pairs alone. */
export const boundFactors: readonly ("start" | "end" | "boundary")[] = ["start", "end", "boundary"];

/** A combination of the factors. */
export type WindowRow = PlanRow<typeof windowFactors>;

/** Whether a combination of the factors can be asked for. */
export function isWindow({ form, start, end, boundary }: WindowRow): boolean {
  // Two forms of one request want two bounds.
  if (form === "epoch-ms-start" || form === "epoch-ms-end") return start !== "none" && end !== "none";
  if (form === "whole-seconds" && boundary !== "whole-second") return false;
  return start !== "none" || end !== "none";
}

/** A request for a part of the window: a row of the plan, with the id of its probe. */
export interface PlannedWindow extends WindowRow {
  /** The form, and a number among those of the form. */
  readonly id: `window-${DateForm}-${number}`;
}

// The events of a response depend on all three. A start that is rounded up shows only at a single event between two
// seconds, and not when the bound is right after the event.
const rows = planRows(windowFactors, windowsPerEndpoint * eventKinds.length, isWindow, boundFactors);

/** All of them, by endpoint, in the order in which they are sent. */
export const windowPlan: readonly PlannedWindow[] = rows.map((row, index) => {
  const before = rows.slice(0, index).filter(({ form }) => form === row.form).length;
  return { ...row, id: `window-${row.form}-${before + 1}` };
});

/** Ids of the planned requests that a check is about. */
export function windowIds(
  isAbout: (row: WindowRow) => boolean,
  kinds: readonly EventKind[] = eventKinds,
): readonly PlannedWindow["id"][] {
  return windowPlan.filter((row) => kinds.includes(row.endpoint) && isAbout(row)).map(({ id }) => id);
}

/** Whether a request sends both bounds. */
export function hasBothBounds({ start, end }: WindowRow): boolean {
  return start !== "none" && end !== "none";
}
