import { join } from "node:path";
import { WriteStream } from "node:tty";
import * as util from "node:util";
import { columnWidths, padCell } from "../../src/shared/text-table.ts";
import { reasons } from "../engine/reasons.ts";
import type { CheckResult, ContractReport } from "../engine/report.ts";
import type { ContractOptions } from "../options.ts";
import { explainViolations } from "./causes.ts";
import { visible } from "./escape.ts";
import { causeLines, colours, mentioned, type Paint, violated, wrap } from "./terminal-violations.ts";
import {
  besides,
  countOutcome,
  coverageOf,
  endpointName,
  endpointsOf,
  outcomesOf,
  plural,
  verdict,
} from "./verdict.ts";
import { violatedChecks } from "./violated-checks.ts";

/** Violated checks that are shown in full; the other reports have them all. */
const shownChecks = 12;
const narrow = 60;
const wide = 110;

/**
 * The report as a person reads it in a terminal: the causes first, then what none of them explains; the verdict last, next
 * to the prompt.
 *
 * @param stream Where it is going to be written. Colour is used on a terminal only, and not where NO_COLOR is set.
 * @param written Where reports and a baseline were written, to point there.
 */
export function terminalReport(
  report: ContractReport,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
  written: Partial<Pick<ContractOptions, "reportDirectory" | "writeBaseline">> = {},
): string {
  const colourful = hasColour(stream.isTTY ?? false);
  const paint: Paint = (style, text) =>
    colourful ? util.styleText(style, text, { validateStream: false }) : text;
  const width = Math.min(Math.max(stream.columns ?? wide, narrow), wide);
  const extra = besides(report);
  const { seen, total, unseen } = coverageOf(report);
  const { causes, unexplained: broken } = explainViolations(report);
  const { target, baseUrl, notificationId, requests, durationMs, stopped } = report;
  return [
    ...causes
      .slice(0, shownChecks)
      .flatMap((explained) => causeLines(explained, report.strict, paint, width)),
    ...(causes.length > shownChecks
      ? ["", `… and ${plural(causes.length - shownChecks, "other cause")}, which the whole report has.`]
      : []),
    ...broken.slice(0, shownChecks).flatMap((check) => violated(check, paint, width)),
    ...(broken.length > shownChecks
      ? ["", ...broken.slice(shownChecks).map((check) => mentioned(check, paint))]
      : []),
    ...notExercised(report, paint, width),
    ...gone(report),
    "",
    ...summaryTable(report, paint),
    "",
    `Schema coverage: ${seen} of ${total} properties and union branches were seen in real responses.`,
    ...(unseen.length > 0 && unseen.length <= 20
      ? wrap(`Never seen: ${unseen.join(", ")}`, width, "  ")
      : []),
    ...(stopped === undefined ? [] : [paint("yellow", `The run stopped early: ${visible(stopped)}.`)]),
    `${target} ${baseUrl}, notification ${notificationId}: ${requests} requests in ${(durationMs / 1000).toFixed(1)} s.`,
    ...pointers(report, written),
    paint(
      ["bold", report.exitCode === 0 ? "green" : report.exitCode === 3 ? "yellow" : "red"],
      verdict(report),
    ),
    ...(extra === undefined ? [] : [extra]),
  ].join("\n");
}

/** One failed check on one endpoint in the words of the terminal report, without colours. */
export function describeFailure(result: CheckResult): string {
  const plain: Paint = (_style, text) => text;
  return violatedChecks({ results: [result] })
    .flatMap((check) => violated(check, plain, wide))
    .join("\n");
}

function pointers(
  { openQuestions, target }: ContractReport,
  { reportDirectory: directory, writeBaseline }: Partial<ContractOptions>,
): string[] {
  return [
    ...(directory === undefined ? [] : [`The whole report: ${join(directory, "report.html")}`]),
    // The mock and the sandbox are ours, so what they answer is no news.
    ...(directory === undefined || openQuestions === undefined || target !== "live"
      ? []
      : [`The open questions: ${join(directory, "open-questions.md")}`]),
    ...(writeBaseline === undefined
      ? []
      : [
          `The baseline: ${writeBaseline}. Say in each note why it is accepted; pass it to the next run with --baseline.`,
        ]),
  ];
}

/** As Node decides itself; but the oldest of Node 20 have no styleText, and the next ones colour pipes, too. */
function hasColour(isTerminal: boolean): boolean {
  const asked = isTerminal || process.env["FORCE_COLOR"] !== undefined;
  return asked && "styleText" in util && WriteStream.prototype.getColorDepth(process.env) > 2;
}

/** The checks that could not be judged, grouped by reason. */
function notExercised({ results }: ContractReport, paint: Paint, width: number): string[] {
  return Object.entries(reasons).flatMap(([reason, explanation]) => {
    const ids = new Set(results.filter((row) => row.reason === reason).map(({ check }) => check));
    if (ids.size === 0) return [];
    const list = wrap([...ids].join(", "), width - 4, "").map((line) => paint("dim", `    ${line}`));
    return ["", `Not exercised, because ${explanation} (${reason}):`, ...list];
  });
}

function gone({ baselineGone = [] }: ContractReport): string[] {
  if (baselineGone.length === 0) return [];
  return [
    "",
    "No longer violated; remove from the baseline, or write it again with --write-baseline, which keeps the notes:",
    ...baselineGone.map(
      (entry) => `    ${entry.fingerprint} ${visible(`${entry.check} on ${entry.endpoint}`)}`,
    ),
  ];
}

function summaryTable(report: ContractReport, paint: Paint): string[] {
  const shown = outcomesOf(report);
  const head = ["", ...shown.map((outcome) => outcome.replace("-", " ")), "events"];
  const rows = endpointsOf(report).map((endpoint) => {
    const own = report.results.filter((row) => row.endpoint === endpoint);
    return [
      endpointName(endpoint),
      ...shown.map((outcome) => String(countOutcome(own, outcome))),
      endpoint === "all" ? "" : String(report.events[endpoint]),
    ];
  });
  const widths = columnWidths([head, ...rows]);
  const line = (cells: readonly string[], style: (cell: string, column: number) => string) =>
    cells
      .map((cell, i) => style(padCell(cell, i, widths, true), i))
      .join("")
      .trimEnd();
  const coloured = (cell: string, column: number) => {
    const outcome = shown[column - 1];
    return outcome === undefined || cell.trim() === "0" ? cell : paint(colours[outcome], cell);
  };
  return [line(head, (cell) => paint("dim", cell)), ...rows.map((row) => line(row, coloured))];
}
