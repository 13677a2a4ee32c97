import type { Cause } from "../../contract-tests/engine/report.ts";
import type { Fault } from "./variant.ts";

/** How the first cause of a report compares with the fault of the server. */
export interface Diagnosed {
  /** Whether it names the statement that the fault breaks, or the one right above it. */
  readonly statement: boolean;
  /** Whether its condition is the fault's; absent for a fault without one. */
  readonly condition?: boolean;
}

/** The least share of faults whose statement, and whose condition, the first cause must name. */
export const leastDiagnosed: Required<{ readonly [Name in keyof Diagnosed]: number }> = {
  statement: 0.9,
  condition: 0.75,
};

/** Compares a cause with a fault. */
export function compareCause({ breaks, condition }: Fault, cause: Cause | undefined): Diagnosed {
  const named = cause?.pointer ?? cause?.standard;
  return {
    statement: named !== undefined && (named === breaks || named === parentOf(breaks)),
    ...(Object.keys(condition).length === 0 ? {} : { condition: sameEntries(condition, cause?.condition) }),
  };
}

/** The node of the contract, or the section of a standard, that holds another one. */
function parentOf(statement: string): string {
  if (statement.startsWith("#")) return statement.replace(/\/(properties\/)?[^/]+$/, "");
  return statement.replace(/, section [^.]+$|\.[^.]+$/, "");
}

function sameEntries(one: Fault["condition"], other: Cause["condition"] | undefined): boolean {
  const sorted = (entries: object | undefined) => JSON.stringify(Object.entries(entries ?? {}).toSorted());
  return sorted(one) === sorted(other);
}

/** How often each was right. */
export interface DiagnosisShare {
  readonly name: keyof Diagnosed;
  readonly right: number;
  readonly of: number;
}

/** Counts over the faults that have one. */
export function diagnosisShares(diagnosed: readonly Diagnosed[]): readonly DiagnosisShare[] {
  return (["statement", "condition"] as const).map((name) => {
    const asked = diagnosed.flatMap((one) => one[name] ?? []);
    return { name, right: asked.filter(Boolean).length, of: asked.length };
  });
}

/** True where a share is below what it must be. */
export function isTooSmall({ name, right, of }: DiagnosisShare): boolean {
  return right < of * leastDiagnosed[name];
}
