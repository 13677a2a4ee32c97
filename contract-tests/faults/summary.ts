import { checks } from "../checks/index.ts";
import { isWrong, type VariantResult } from "./judge-variant.ts";

/**
 * The table that `npm run contract:self-test` prints.
 *
 * @param complete - whether all faults ran: only then it says which checks none of them set off
 */
export function selfTestSummary(results: readonly VariantResult[], complete: boolean): string {
  const faults = results.filter(({ topic }) => topic !== "variation");
  const variations = results.filter(({ topic }) => topic === "variation");
  const wrong = results.filter(isWrong);
  const count = (rows: readonly VariantResult[], verdict: VariantResult["verdict"]) =>
    rows.filter((row) => row.verdict === verdict).length;
  return [
    ...table([
      ["topic", "faults", "killed", "survived", "by assumptions only"],
      ...[...new Set(faults.map(({ topic }) => topic))].map((topic) => {
        const rows = faults.filter((row) => row.topic === topic);
        const assumed = rows.filter(({ assumptionsOnly }) => assumptionsOnly).length;
        return [topic, rows.length, count(rows, "killed"), rows.length - count(rows, "killed"), assumed];
      }),
    ]),
    "",
    ...table([["check", "kills", "alone"], ...killsByCheck(faults)]),
    "",
    ...(complete ? silentChecks(faults) : []),
    ...wrong.map(
      ({ id, title, verdict, checks: fired, detail }) =>
        `${verdict.toUpperCase()} ${id}: ${title}${fired.length > 0 ? ` (${fired.join(", ")})` : ""}${detail ? `\n    ${detail}` : ""}`,
    ),
    `${faults.length} faults: ${count(faults, "killed")} killed, ${faults.length - count(faults, "killed")} survived. ` +
      `${variations.length} conformant variations: ${variations.filter(isWrong).length} false alarms.`,
  ].join("\n");
}

function killsByCheck(faults: readonly VariantResult[]): (readonly [string, number, number])[] {
  return checks
    .map(({ id }) => {
      const killed = faults.filter((fault) => fault.checks.includes(id));
      return [id, killed.length, killed.filter((fault) => fault.checks.length === 1).length] as const;
    })
    .filter(([, kills]) => kills > 0)
    .sort(([, a], [, b]) => b - a);
}

/** A check that no fault sets off is not proved to see anything. The examples are the mock's, which has no faults here. */
function silentChecks(faults: readonly VariantResult[]): string[] {
  const fired = new Set(faults.flatMap((fault) => fault.checks));
  const silent = checks.filter(({ id, needsExamples }) => !fired.has(id) && needsExamples !== true);
  return silent.length === 0 ? [] : [`Set off by no fault: ${silent.map(({ id }) => id).join(", ")}`, ""];
}

function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  return rows.map((row) =>
    row
      .map((cell, i) =>
        i === 0 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart((widths[i] ?? 0) + 3),
      )
      .join("")
      .trimEnd(),
  );
}
