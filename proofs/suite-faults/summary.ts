import { checks } from "../../contract-tests/checks/index.ts";
import { parameterChecks } from "../../contract-tests/checks/parameters.ts";
import { textTable } from "../../src/shared/text-table.ts";
import { type DiagnosisShare, diagnosisShares, leastDiagnosed } from "./diagnosis.ts";
import { isWrong, type VariantResult } from "./judge-variant.ts";

/**
 * The table that `npm run proof self-test` prints.
 *
 * @param complete - whether all faults ran: only then it says which checks none of them needs
 */
export function selfTestSummary(results: readonly VariantResult[], complete: boolean): string {
  const faults = results.filter(isFault);
  const variations = results.filter((result) => !isFault(result));
  const killed = faults.filter(({ verdict }) => verdict === "killed");
  const alarms = variations.filter(isWrong);
  const rows = killsByCheck(faults, alarms);
  return [
    ...numberTable([
      ["topic", "faults", "killed", "survived", "by assumptions only"],
      ...[...new Set(faults.map(({ topic }) => topic))].map((topic) => {
        const own = faults.filter((row) => row.topic === topic);
        const kills = own.filter((row) => killed.includes(row)).length;
        return [
          topic,
          own.length,
          kills,
          own.length - kills,
          own.filter((row) => row.assumptionsOnly).length,
        ];
      }),
    ]),
    "",
    ...numberTable([["check", "kills", "alone", "false alarms"], ...rows]),
    "",
    ...(complete ? unneeded(results, rows) : []),
    ...results.filter(isWrong).map(wrongLine),
    `${faults.length} faults: ${killed.length} killed, ${faults.length - killed.length} survived. ` +
      `${variations.length} conformant variations: ${alarms.length} false alarms.`,
    ...sharesOf(faults).map(shareLine),
  ].join("\n");
}

/** How often the first cause of a report is right about the faults that ran. */
export function sharesOf(results: readonly VariantResult[]): readonly DiagnosisShare[] {
  return diagnosisShares(results.flatMap(({ diagnosed }) => diagnosed ?? [])).filter(({ of }) => of > 0);
}

function shareLine(share: DiagnosisShare): string {
  const { name, right, of } = share;
  const percent = ((right / of) * 100).toFixed(1);
  const least = leastDiagnosed[name] * 100;
  return `Diagnosis: the first cause names the ${name} of ${right} of ${of} faults, ${percent} % (at least ${least} %).`;
}

/**
 * Checks that no server set off: nothing proves that they can fail. The examples are the mock's, which has no faults here.
 */
export function silentChecks(results: readonly Pick<VariantResult, "checks">[]): readonly string[] {
  const fired = new Set(results.flatMap((result) => result.checks));
  const byHand = checks.filter((check) => !parameterChecks.includes(check));
  return byHand.filter(({ id, needsExamples }) => !fired.has(id) && !needsExamples).map(({ id }) => id);
}

type CheckRow = readonly [check: string, kills: number, alone: number, falseAlarms: number];

function killsByCheck(
  faults: readonly VariantResult[],
  alarms: readonly VariantResult[],
): readonly CheckRow[] {
  const firedIn = (rows: readonly VariantResult[], id: string) =>
    rows.filter((row) => row.checks.includes(id));
  return checks
    .map(({ id }): CheckRow => {
      const kills = firedIn(faults, id);
      const alone = kills.filter((fault) => fault.checks.length === 1);
      return [id, kills.length, alone.length, firedIn(alarms, id).length];
    })
    .filter(([, kills, , falseAlarms]) => kills + falseAlarms > 0)
    .sort(([, a], [, b]) => b - a);
}

function unneeded(results: readonly VariantResult[], rows: readonly CheckRow[]): string[] {
  const silent = silentChecks(results);
  const never = rows.filter(([, , alone]) => alone === 0).map(([id]) => id);
  return [
    ...(silent.length === 0 ? [] : [`SET OFF BY NO FAULT: ${silent.join(", ")}`, ""]),
    // Kept, for they say what is wrong where others say only that something is.
    ...(never.length === 0 ? [] : [`Never alone, as others see what they see: ${never.join(", ")}`, ""]),
  ];
}

function wrongLine({ id, title, verdict, checks: fired, detail }: VariantResult): string {
  const by = fired.length > 0 ? ` (${fired.join(", ")})` : "";
  return `${verdict.toUpperCase()} ${id}: ${title}${by}${detail ? `\n    ${detail}` : ""}`;
}

function isFault({ topic }: VariantResult): boolean {
  return topic !== "variation";
}

function numberTable(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  return textTable(
    rows.map((row) => row.map(String)),
    true,
  );
}
