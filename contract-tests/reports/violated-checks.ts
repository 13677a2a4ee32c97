import type { CheckResult, ContractReport, Outcome, Violation } from "../engine/report.ts";
import { groupBy } from "./group-by.ts";

/** Violations with one fingerprint: the same departure, seen more than once. */
export interface Departure {
  readonly first: Violation;
  /** Further ones that look like the first. */
  readonly more: readonly Violation[];
}

/** A check that does not hold, with all the endpoints it does not hold on: one defect mostly shows on all three. */
export interface ViolatedCheck {
  readonly check: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly pointer: string;
  readonly rows: readonly { readonly row: CheckResult; readonly departures: readonly Departure[] }[];
}

const gravity: readonly Outcome[] = ["failed", "refuted", "known"];

/** The checks that do not hold, the gravest first. */
export function violatedChecks({ results }: Pick<ContractReport, "results">): readonly ViolatedCheck[] {
  const broken = results.filter(({ outcome }) => gravity.includes(outcome));
  const byCheck = groupBy(broken, ({ check }) => check);
  return [...byCheck.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const outcome = gravity.find((grave) => rows.some((row) => row.outcome === grave)) ?? first.outcome;
      const { check, title, pointer } = first;
      return [
        { check, title, outcome, pointer, rows: rows.map((row) => ({ row, departures: departures(row) })) },
      ];
    })
    .sort((a, b) => gravity.indexOf(a.outcome) - gravity.indexOf(b.outcome));
}

function departures({ violations }: CheckResult): Departure[] {
  return [...groupBy(violations, ({ fingerprint }) => fingerprint).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ first, more }],
  );
}

/** Which event and where in it; `undefined` where the violation is of the whole answer. */
export function place({ eventIndex, pointer }: Violation): string | undefined {
  if (eventIndex === undefined) return undefined;
  return pointer ? `event ${eventIndex}, ${pointer}` : `event ${eventIndex}`;
}
