import { WriteStream } from "node:tty";
import * as util from "node:util";
import { reasons } from "../engine/reasons.ts";
import type { ContractReport, Outcome } from "../engine/report.ts";
import { coverageOf } from "./coverage.ts";
import { evidenceMeanings, quoteContract } from "./quote-contract.ts";
import { besides, count, endpointName, endpointsOf, outcomesOf, signs, verdict } from "./verdict.ts";
import { type Departure, place, type ViolatedCheck, violatedChecks } from "./violated-checks.ts";
import { visible } from "./visible.ts";

type Style = Parameters<typeof util.styleText>[0];
type Paint = (style: Style, text: string) => string;

const colours: Readonly<Record<Outcome, Style>> = {
  passed: "green",
  failed: "red",
  refuted: "yellow",
  known: "cyan",
  "not-exercised": "dim",
};
/** Departures of one check on one endpoint that are shown; the other reports have them all. */
const shownDepartures = 3;
const narrow = 60;
const wide = 110;

/**
 * The report as a person reads it in a terminal: what is wrong first, the verdict last, next to the prompt.
 *
 * @param stream Where it is going to be written. Colour is used on a terminal only, and not where NO_COLOR is set.
 */
export function terminalReport(
  report: ContractReport,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): string {
  const colourful = hasColour(stream.isTTY ?? false);
  const paint: Paint = (style, text) =>
    colourful ? util.styleText(style, text, { validateStream: false }) : text;
  const width = Math.min(Math.max(stream.columns ?? wide, narrow), wide);
  const extra = besides(report);
  const { witnessed, total, unseen } = coverageOf(report);
  const { target, baseUrl, notificationId, requests, durationMs, stopped } = report;
  return [
    ...violatedChecks(report).flatMap((check) => violated(check, paint)),
    ...notExercised(report, paint, width),
    ...gone(report),
    "",
    ...summaryTable(report, paint),
    "",
    `Event model: ${witnessed} of ${total} properties and union branches were seen in real answers.`,
    ...(unseen.length > 0 && unseen.length <= 20
      ? wrap(`Never seen: ${unseen.join(", ")}`, width, "  ")
      : []),
    ...(stopped === undefined ? [] : [paint("yellow", `The run stopped early: ${visible(stopped)}.`)]),
    `${target} ${baseUrl}, notification ${notificationId}: ${requests} requests in ${(durationMs / 1000).toFixed(1)} s.`,
    paint(
      ["bold", report.exitCode === 0 ? "green" : report.exitCode === 3 ? "yellow" : "red"],
      verdict(report),
    ),
    ...(extra === undefined ? [] : [extra]),
  ].join("\n");
}

/** As Node decides itself; but the oldest of Node 20 have no styleText, and the next ones colour pipes, too. */
function hasColour(isTerminal: boolean): boolean {
  const asked = isTerminal || process.env["FORCE_COLOR"] !== undefined;
  return asked && "styleText" in util && WriteStream.prototype.getColorDepth(process.env) > 2;
}

function violated({ check, title, outcome, pointer, rows }: ViolatedCheck, paint: Paint): string[] {
  const { source } = quoteContract(pointer);
  const word = { failed: "FAILED", refuted: "REFUTED, an assumption:", known: "KNOWN" }[outcome as "failed"];
  return [
    "",
    `${paint([colours[outcome], "bold"].flat() as Style, `${signs[outcome]} ${word} ${check}`)}  ${title}`,
    paint("dim", `    contract  ${pointer}${source === undefined ? "" : ` (${source.title})`}`),
    ...rows.flatMap(({ row, departures }) => [
      `  ${paint("bold", endpointName(row.endpoint))}`,
      ...departures.slice(0, shownDepartures).flatMap((departure) => departed(departure, paint)),
      ...(departures.length > shownDepartures
        ? [`    … and ${departures.length - shownDepartures} other departures`]
        : []),
    ]),
  ];
}

function departed({ first, more }: Departure, paint: Paint): string[] {
  const at = place(first);
  const requestId = first.requestId === undefined ? "" : `; request id ${visible(first.requestId)}`;
  return [
    `    expected  ${paint("green", visible(first.expected))}`,
    `    actual    ${paint("red", visible(first.actual))}${more.length > 0 ? paint("dim", `  and ${more.length} more like it`) : ""}`,
    ...(at === undefined ? [] : [`    at        ${visible(at)}`]),
    ...(first.known === undefined ? [] : [`    baseline  ${visible(first.known) || "(without a note)"}`]),
    `    try       ${first.curl}`,
    paint(
      "dim",
      `    known by  ${first.evidence}: ${evidenceMeanings[first.evidence]}; fingerprint ${first.fingerprint}${requestId}`,
    ),
  ];
}

/** Which checks could not be judged, grouped by the reason. */
function notExercised({ results }: ContractReport, paint: Paint, width: number): string[] {
  return Object.entries(reasons).flatMap(([reason, explanation]) => {
    const ids = new Set(results.filter((row) => row.reason === reason).map(({ check }) => check));
    if (ids.size === 0) return [];
    const list = wrap([...ids].join(", "), width - 4, "").map((line) => paint("dim", `    ${line}`));
    return ["", `Not exercised, since ${explanation} (${reason}):`, ...list];
  });
}

function gone({ baselineGone = [] }: ContractReport): string[] {
  if (baselineGone.length === 0) return [];
  return [
    "",
    "No longer violated; remove from the baseline:",
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
      ...shown.map((outcome) => String(count(own, outcome))),
      endpoint === "all" ? "" : String(report.events[endpoint]),
    ];
  });
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[], style: (cell: string, column: number) => string) =>
    cells
      .map((cell, i) => {
        const padded = i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart((widths[i] ?? 0) + 3);
        return style(padded, i);
      })
      .join("")
      .trimEnd();
  const coloured = (cell: string, column: number) => {
    const outcome = shown[column - 1];
    return outcome === undefined || cell.trim() === "0" ? cell : paint(colours[outcome], cell);
  };
  return [line(head, (cell) => paint("dim", cell)), ...rows.map((row) => line(row, coloured))];
}

/** Breaks a list at its spaces; further lines are indented. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
