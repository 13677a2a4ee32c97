import type { Cause, ContractReport, Violation } from "../engine/report.ts";
import { type ViolatedCheck, violatedChecks } from "./violated-checks.ts";

/** A cause, with what it accounts for. */
export interface ExplainedCause {
  readonly cause: Cause;
  /** The most serious of the violations, as an example. */
  readonly example: Violation;
  /** How many results of checks it accounts for, wholly or in part. */
  readonly results: number;
}

/** The violations of a report: what explains them, and the checks of which some are explained by nothing. */
export interface Explanation {
  readonly causes: readonly ExplainedCause[];
  readonly unexplained: readonly ViolatedCheck[];
}

/** Sorts the violations of a report by what explains them. Where a baseline knows all that a cause explains, it is no news. */
export function explainViolations(report: Pick<ContractReport, "causes" | "results">): Explanation {
  const causes = report.causes.flatMap((cause): ExplainedCause[] => {
    const explained = new Set(cause.fingerprints);
    const rows = report.results.filter(({ violations }) =>
      violations.some(({ fingerprint, known }) => explained.has(fingerprint) && known === undefined),
    );
    const [example] = rows
      .toSorted((a, b) => Number(b.outcome === "failed") - Number(a.outcome === "failed"))
      .flatMap(({ violations }) => violations.filter(({ fingerprint }) => explained.has(fingerprint)));
    return example === undefined ? [] : [{ cause, example, results: rows.length }];
  });
  const explained = new Set(causes.flatMap(({ cause }) => cause.fingerprints));
  const unexplained = violatedChecks(report).filter(({ rows }) =>
    rows.some(({ row }) => row.violations.some(({ fingerprint }) => !explained.has(fingerprint))),
  );
  return { causes, unexplained };
}

/** The source of the violated rule: the contract, or a standard. */
export function placeOfCause({ pointer, standard }: Cause): string {
  return pointer ?? standard ?? "";
}
