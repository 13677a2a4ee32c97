import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { UsageError } from "../src/shared/usage-error.ts";
import { checks } from "./checks/index.ts";
import { isObject } from "./engine/event.ts";
import { exitCodeOf } from "./engine/exit-code.ts";
import type { BaselineEntry, CheckResult, ContractReport, Outcome } from "./engine/report.ts";

/**
 * Reads a baseline: a JSON list of `{fingerprint, check, endpoint, note}`.
 *
 * @throws UsageError the file is missing or no baseline.
 */
export async function readBaseline(path: string): Promise<readonly BaselineEntry[]> {
  let entries: unknown;
  try {
    entries = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new UsageError(`The baseline ${path} ${why}. Make one with --write-baseline ${path}.`);
  }
  if (!Array.isArray(entries)) throw new UsageError(`The baseline ${path} is not a JSON list.`);
  return entries.map((entry: unknown, i) => {
    const { fingerprint, check, endpoint, note = "" } = isObject(entry) ? entry : {};
    if (![fingerprint, check, endpoint, note].every((value) => typeof value === "string")) {
      throw new UsageError(
        `Entry ${i + 1} of the baseline ${path} needs fingerprint, check and endpoint, each a string.`,
      );
    }
    return { fingerprint, check, endpoint, note } as BaselineEntry;
  });
}

/** Takes what the baseline names out of the verdict, and names what of it went away. */
export function applyBaseline(report: ContractReport, baseline: readonly BaselineEntry[]): ContractReport {
  const notes = new Map(baseline.map(({ fingerprint, note }) => [fingerprint, note]));
  const results = report.results.map((row) => {
    const violations = row.violations.map((v) => ({ ...v, known: notes.get(v.fingerprint) }));
    return { ...row, violations, outcome: outcomeOf({ ...row, violations }, report.strict) };
  });
  const baselineGone = baseline.filter(
    (entry) => wasJudged(report, entry) && !isViolated(report, entry.fingerprint),
  );
  const judged = { ...report, results, baselineGone };
  return {
    ...judged,
    exitCode: report.exitCode === 1 ? exitCodeOf(judged, true) : report.exitCode,
  };
}

/**
 * Writes the violations that fail this run as a baseline. Of a file that is there already, it keeps the notes, and the
 * entries that this run did not look for.
 */
export async function writeBaseline(path: string, report: ContractReport): Promise<void> {
  const previous = existsSync(path) ? await readBaseline(path) : [];
  const entries = new Map(
    previous
      .filter((entry) => !wasJudged(report, entry) || isViolated(report, entry.fingerprint))
      .map((entry) => [entry.fingerprint, entry]),
  );
  for (const { check, endpoint, outcome, violations } of report.results) {
    if (outcome !== "failed" && outcome !== "known") continue;
    for (const { fingerprint, known = "" } of violations) {
      if (!entries.has(fingerprint)) entries.set(fingerprint, { fingerprint, check, endpoint, note: known });
    }
  }
  await writeFile(path, `${JSON.stringify([...entries.values()], null, 2)}\n`);
}

function outcomeOf({ outcome, violations }: CheckResult, strict: boolean): Outcome {
  if (outcome !== "failed" && outcome !== "refuted") return outcome;
  const fresh = violations.filter(({ known }) => known === undefined);
  if (fresh.length === 0) return "known";
  // What made it fail may be known, and what is new a refuted assumption only.
  return !strict && fresh.every(({ evidence }) => evidence === "assumed") ? "refuted" : outcome;
}

/** A check that no longer exists will never be violated again; one not exercised today may be tomorrow. */
function wasJudged({ results }: ContractReport, { check, endpoint }: BaselineEntry): boolean {
  if (!checks.some(({ id }) => id === check)) return true;
  return results.some(
    (row) => row.check === check && row.endpoint === endpoint && row.outcome !== "not-exercised",
  );
}

function isViolated({ results }: ContractReport, fingerprint: string): boolean {
  return results.some(({ violations }) => violations.some((v) => v.fingerprint === fingerprint));
}
