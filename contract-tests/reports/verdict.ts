import { valueAt } from "../../src/shared/json.ts";
import { contractNode } from "../engine/contract.ts";
import type { CheckResult, ContractReport, CoverageCount, Outcome } from "../engine/report.ts";
import { visible } from "./escape.ts";

const outcomes: readonly Outcome[] = ["passed", "failed", "refuted", "known", "not-exercised"];

/** A sign for each outcome, so that no report distinguishes them by colour alone. */
export const signs: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  failed: "✗",
  refuted: "≠",
  known: "•",
  "not-exercised": "–",
};

/** The meaning of each outcome, for the legend of a report. */
export const meanings: Readonly<Record<Outcome, string>> = {
  passed: "the server follows the rule",
  failed: "the server violates the rule",
  refuted: "an assumption does not hold",
  known: "violated, and in the baseline",
  "not-exercised": "could not be judged",
};

/** The endpoints of a report, as its rows name them, `all` last. */
export function endpointsOf({ results }: ContractReport): readonly CheckResult["endpoint"][] {
  return [...new Set(results.map(({ endpoint }) => endpoint))];
}

/** An endpoint in words. */
export function endpointName(endpoint: CheckResult["endpoint"]): string {
  return endpoint === "all" ? "across endpoints" : endpoint;
}

/** The outcomes worth a column: without a baseline nothing can be known, and the word would only puzzle. */
export function outcomesOf({ results }: ContractReport): readonly Outcome[] {
  return outcomes.filter((outcome) => outcome !== "known" || countOutcome(results, "known") > 0);
}

/** How many rows ended in an outcome. */
export function countOutcome(rows: readonly CheckResult[], outcome: Outcome): number {
  return rows.filter((row) => row.outcome === outcome).length;
}

/** A number with its noun. */
export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The outcome of a run in one sentence. */
export function verdict(report: ContractReport): string {
  switch (report.exitCode) {
    case 0:
      return nothingFailed(report);
    case 1:
      return `The server violates the contract: ${plural(checksWith(report, "failed"), "check")} failed.`;
    case 2:
      return `Nothing could be judged: ${visible(report.stopped ?? "there was no response")}.`;
    case 3:
      return report.stopped === undefined
        ? `No violations, but ${unexercised(report)}.`
        : `No violations until the run stopped early: ${visible(report.stopped)}. ${unexercised(report)}.`;
  }
}

function nothingFailed(report: ContractReport): string {
  const known = checksWith(report, "known");
  if (known > 0) return `No new violations: ${plural(known, "check")} failed as the baseline says.`;
  // An empty response breaks no rule about events, so a green run must not be mistaken for a judged one.
  return Object.values(report.events).every((events) => events === 0)
    ? "No violations, but no endpoint returned an event, so little was judged. Set NP6_WINDOW to a time with events."
    : `No violations. ${checksWith(report, "not-exercised") === 0 ? "Every check was exercised" : unexercised(report)}.`;
}

function unexercised(report: ContractReport): string {
  return `${plural(checksWith(report, "not-exercised"), "check")} could not be exercised`;
}

/** A narrower window, refuted assumptions and changes against the baseline, which the verdict leaves out; `undefined` where there are none. */
export function besides(report: ContractReport): string | undefined {
  const refuted = checksWith(report, "refuted");
  // In a run without a new violation, the verdict says it.
  const known = report.exitCode === 0 ? 0 : checksWith(report, "known");
  const gone = report.baselineGone?.length ?? 0;
  const narrowed = Object.keys(report.narrowed ?? {});
  const parts = [
    ...(narrowed.length > 0
      ? [`only a part of the window was looked into on ${list(narrowed)}, whose responses are too large`]
      : []),
    ...(refuted > 0 ? [`${plural(refuted, "check")} refuted an assumption`] : []),
    ...(known > 0 ? [`${plural(known, "check")} failed as the baseline says`] : []),
    ...(gone > 0 ? [`the baseline names ${plural(gone, "violation")} that did not occur`] : []),
  ];
  return parts.length === 0 || report.exitCode === 2 ? undefined : `In addition, ${list(parts)}.`;
}

function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function checksWith({ results }: ContractReport, outcome: Outcome): number {
  return new Set(results.filter((row) => row.outcome === outcome).map(({ check }) => check)).size;
}

/** How much of the event model a run saw. */
export interface Coverage {
  readonly seen: number;
  readonly total: number;
  /** Names of the nodes never seen; of a branch that was not, the branch without its properties. */
  readonly unseen: readonly string[];
}

/** Counts the nodes of the event model that some event showed. */
export function coverageOf({ schemaCoverage }: ContractReport): Coverage {
  const names = schemaCoverage.filter(({ count }) => count === 0).map(coverageName);
  const branches = new Set(names.flatMap((name) => name.split(" › ")[1] ?? []));
  const unseen = names.filter((name) => !branches.has(name.split(".")[0] ?? ""));
  return { seen: schemaCoverage.length - names.length, total: schemaCoverage.length, unseen };
}

/** The name of a node of the event model: `Stamp.time`, or `Receiver › UnknownReceiver` for a branch. */
export function coverageName({ pointer }: Pick<CoverageCount, "pointer">): string {
  const [, union = pointer, keyword, index] = /^(.*)\/(anyOf|oneOf)\/(\d+)$/.exec(pointer) ?? [];
  const branches = keyword === undefined ? undefined : valueAt(contractNode(union), keyword);
  const branch = Array.isArray(branches) ? valueAt(branches[Number(index)], "$ref") : undefined;
  return typeof branch === "string" ? `${shorten(union)} › ${shorten(branch)}` : shorten(pointer);
}

function shorten(pointer: string): string {
  return pointer.replace("#/components/schemas/", "").replaceAll("/properties/", ".");
}
