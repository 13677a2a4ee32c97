import { existsSync } from "node:fs";
import { access, constants, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isObject, withoutByteOrderMark } from "../src/shared/json.ts";
import { UsageError } from "../src/shared/usage-error.ts";
import { checks } from "./checks/index.ts";
import { exitCodeOf } from "./engine/exit-code.ts";
import type { BaselineEntry, CheckResult, ContractReport, Outcome } from "./engine/report.ts";

/** Version of the file. Version 1, a bare list, was written by 0.1: its fingerprints hold words and match nothing now. */
const version = 2;

/**
 * Reads a baseline: `{"version": 2, "violations": [{fingerprint, check, endpoint, note}]}`.
 *
 * @throws UsageError the file is missing, is no baseline, or was written by 0.1.
 */
export async function readBaseline(path: string): Promise<readonly BaselineEntry[]> {
  const file = await readFileOf(path);
  if (Array.isArray(file)) {
    throw new UsageError(
      `The baseline ${path} was written by version 0.1, whose fingerprints no longer match. ` +
        `Renew it with --write-baseline ${path} instead of --baseline; its notes are kept.`,
    );
  }
  if (!isObject(file) || file["version"] !== version) {
    throw new UsageError(
      `The baseline ${path} does not have version ${version}. Make one with --write-baseline ${path}.`,
    );
  }
  return entriesOf(file["violations"], path);
}

async function readFileOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(withoutByteOrderMark(await readFile(path, "utf8")));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new UsageError(`The baseline ${path} ${why}. Make one with --write-baseline ${path}.`);
  }
}

function entriesOf(list: unknown, path: string): readonly BaselineEntry[] {
  if (!Array.isArray(list)) throw new UsageError(`The baseline ${path} has no list of violations.`);
  return list.map((entry: unknown, i) => {
    const { fingerprint, check, endpoint, note = "" } = isObject(entry) ? entry : {};
    if (![fingerprint, check, endpoint, note].every((value) => typeof value === "string")) {
      throw new UsageError(
        `Entry ${i + 1} of the baseline ${path} needs fingerprint, check and endpoint, each a string.`,
      );
    }
    return { fingerprint, check, endpoint, note } as BaselineEntry;
  });
}

/** The entries of a file that is to be written anew, and the notes that a file of 0.1 leaves to its successor. */
interface Previous {
  readonly entries: readonly BaselineEntry[];
  /** By check and endpoint. */
  readonly notes: ReadonlyMap<string, string>;
}

/**
 * Makes sure that a baseline can be written, before a run that would take minutes for nothing.
 *
 * @throws UsageError its folder is missing, it cannot be written to, or what is there already is no baseline.
 */
export async function prepareBaseline(path: string): Promise<void> {
  try {
    await access(existsSync(path) ? path : dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new UsageError(
      `The baseline ${path} cannot be written${why}. Give --write-baseline a file in an existing folder.`,
    );
  }
  await readPrevious(path);
}

async function readPrevious(path: string): Promise<Previous> {
  if (!existsSync(path)) return { entries: [], notes: new Map() };
  const file = await readFileOf(path);
  return Array.isArray(file)
    ? { entries: [], notes: soleNotes(entriesOf(file, path)) }
    : { entries: await readBaseline(path), notes: new Map() };
}

/** The notes of each check and endpoint whose entries all have the same one: which of several is meant, nobody knows. */
function soleNotes(entries: readonly BaselineEntry[]): ReadonlyMap<string, string> {
  const notes = new Map<string, Set<string>>();
  for (const entry of entries)
    notes.set(placeOf(entry), (notes.get(placeOf(entry)) ?? new Set()).add(entry.note));
  return new Map(
    [...notes].flatMap(([place, [note = "", ...more]]) => (more.length > 0 ? [] : [[place, note]])),
  );
}

function placeOf({ check, endpoint }: { readonly check: string; readonly endpoint: string }): string {
  return `${check} on ${endpoint}`;
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
 * Writes the violations that fail this run as a baseline. If the file exists, it keeps the notes, and the entries that
 * this run did not look for. From a file of version 0.1 it keeps only the notes.
 */
export async function writeBaseline(path: string, report: ContractReport): Promise<void> {
  const previous = await readPrevious(path);
  const entries = new Map(
    previous.entries
      .filter((entry) => !wasJudged(report, entry) || isViolated(report, entry.fingerprint))
      .map((entry) => [entry.fingerprint, entry]),
  );
  for (const { check, endpoint, outcome, violations } of report.results) {
    if (outcome !== "failed" && outcome !== "known") continue;
    const renewed = previous.notes.get(placeOf({ check, endpoint })) ?? "";
    for (const { fingerprint, known: note = renewed } of violations) {
      if (!entries.has(fingerprint)) entries.set(fingerprint, { fingerprint, check, endpoint, note });
    }
  }
  const file = { version, violations: [...entries.values()] };
  await writeFile(path, `${JSON.stringify(file, null, 2)}\n`);
}

function outcomeOf({ outcome, violations }: CheckResult, strict: boolean): Outcome {
  if (outcome !== "failed" && outcome !== "refuted") return outcome;
  const fresh = violations.filter(({ known }) => known === undefined);
  if (fresh.length === 0) return "known";
  // The violation that failed the check may be known, and the new one only a refuted assumption.
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
