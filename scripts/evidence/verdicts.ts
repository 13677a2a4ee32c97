import { type EventModel, propertiesAt } from "../../contract-tests/contract-model/event-model.ts";
import type { Statement } from "../../contract-tests/contract-model/evidence.ts";
import type { CheckResult, ContractReport, Outcome } from "../../contract-tests/engine/report.ts";
import { eventKinds } from "../../generated/event-kinds.js";
import { modelCheck } from "./statement-checks.ts";

/** What one run says of one statement. `not-seen`: its checks passed, but no event had the property. */
export type StatementVerdict = Outcome | "not-seen" | undefined;

/** The first is what counts where the checks of a statement ended differently. */
const severity: readonly Outcome[] = ["failed", "refuted", "known", "passed", "not-exercised"];

/**
 * What a run says of a statement.
 *
 * @param checkIds The checks that would notice if it did not hold.
 * @returns `undefined` where none of them ran.
 */
export function verdictOf(
  model: EventModel,
  { pointer, section }: Statement,
  checkIds: readonly string[],
  { results, witnesses }: ContractReport,
): StatementVerdict {
  const [, kind] = /^#\/paths\/[^/]+~1([a-z]+)\//.exec(pointer) ?? [];
  const outcomes = results
    .filter(({ check, endpoint }) => checkIds.includes(check) && [kind ?? endpoint, "all"].includes(endpoint))
    .map((result) =>
      section === "schemas" && isElsewhere(model, pointer, result) ? "passed" : result.outcome,
    );
  const verdict = severity.find((outcome) => outcomes.includes(outcome));
  const witness = witnesses.find((one) => one.pointer === pointer);
  return verdict === "passed" && witness?.count === 0 ? "not-seen" : verdict;
}

/** Whether the check of the whole event found fault with other properties only. */
function isElsewhere(model: EventModel, pointer: string, result: CheckResult): boolean {
  const { check, endpoint, violations } = result;
  if (check !== modelCheck || endpoint === "all" || violations.length === 0) return false;
  const { eventType } = eventKinds[endpoint];
  return violations.every(
    ({ pointer: place = "" }) => !propertiesAt(model, eventType, place).includes(pointer),
  );
}
