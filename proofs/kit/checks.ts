import type { TestTally } from "../../scripts/test/tally.ts";

/** One row of a script that checks something. */
export interface ProofCheck<Subject> {
  /** What holds when it passes. */
  readonly name: string;
  /** Returns what was seen, in some words; throws if it does not hold. */
  run(subject: Subject): Promise<string | Skipped> | string | Skipped;
}

/** What a check returns that this machine cannot run. */
export interface Skipped {
  /** Why. */
  readonly skipped: string;
}

/**
 * Runs checks one after the other and prints a row for each as it ends: sign, name, what was seen.
 *
 * @param print Takes each row; `console.log` but for tests.
 */
export async function runChecks<Subject>(
  checks: readonly ProofCheck<Subject>[],
  subject: Subject,
  print: (row: string) => void = console.log,
): Promise<TestTally> {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of checks) {
    const row = (sign: string, seen: string) => print(`${sign} ${name.padEnd(width)}  ${seen}`.trimEnd());
    try {
      const seen = await run(subject);
      if (typeof seen === "string") {
        tally.passed += 1;
        row("✓", seen);
      } else {
        tally.skipped += 1;
        row("-", `skipped: ${seen.skipped}`);
      }
    } catch (error) {
      tally.failed += 1;
      row("✗", error instanceof Error ? error.message : String(error));
    }
  }
  return tally;
}

/** Throws what is wrong, a line each; does nothing if nothing is. */
export function throwFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`failed\n${faults.map((fault) => `    ${fault}`).join("\n")}`);
}
