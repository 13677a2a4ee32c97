import { reasons } from "../engine/reasons.ts";
import type { ContractReport } from "../engine/report.ts";
import { type ExplainedCause, explainViolations, placeOfCause } from "./causes.ts";
import { markdownCode as code, escapeMarkup, markdownText as text } from "./escape.ts";
import {
  besides,
  countOutcome,
  coverageOf,
  endpointName,
  endpointsOf,
  outcomesOf,
  plural,
  signs,
  verdict,
} from "./verdict.ts";
import {
  evidenceMeanings,
  groupBy,
  place,
  type ViolatedCheck,
  type ViolationGroup,
  violatedChecks,
} from "./violated-checks.ts";

/** Checks whose violations are shown: a job's summary is cut off at 1 MiB, and nobody reads so far. */
const shownChecks = 40;

/** The report as the summary of a CI job, in GitHub's Markdown. */
export function summaryReport(report: ContractReport): string {
  const violated = violatedChecks(report);
  const extra = besides(report);
  const { seen, total, unseen } = coverageOf(report);
  const blocks = [
    `## ${report.exitCode === 0 ? "✅" : report.exitCode === 3 ? "⚠️" : "❌"} ${text(verdict(report))}`,
    ...(extra === undefined ? [] : [extra]),
    `Target ${code(report.target)}, ${code(report.baseUrl)}, notification ${report.notificationId}, ` +
      `window ${code(`${report.window.start}/${report.window.end}`)}: ` +
      `${report.requests} requests in ${(report.durationMs / 1000).toFixed(1)} s.`,
    ...(report.stopped === undefined ? [] : [`**The run stopped early:** ${text(report.stopped)}.`]),
    ...explainViolations(report).causes.map(causeBlock),
    outcomeTable(report),
    ...violated.slice(0, shownChecks).map(violatedCheck),
    ...(violated.length > shownChecks
      ? [`… and ${violated.length - shownChecks} more checks; the HTML report has them all.`]
      : []),
    ...gone(report),
    ...notExercised(report),
    `Schema coverage: ${seen} of ${total} properties and union branches were seen in real responses.`,
    ...(unseen.length > 0 ? [details("Never seen", unseen.map((name) => code(name)).join(", "))] : []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function causeBlock({ cause, example, results }: ExplainedCause): string {
  const checks = cause.checks.map((id) => code(id)).join(", ");
  return [
    `### ${text(cause.text)}`,
    `Contract ${code(placeOfCause(cause))}, ${cause.evidence}. Explains ${plural(results, "result")} of ${checks}.`,
    `<pre>${escapeMarkup(example.curl)}</pre>`,
  ].join("\n\n");
}

function outcomeTable(report: ContractReport): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const outcomes = outcomesOf(report);
  const head = [
    "endpoint",
    ...outcomes.map((outcome) => `${signs[outcome]} ${outcome.replace("-", " ")}`),
    "events",
  ];
  const rows = endpointsOf(report).map((endpoint) => {
    const own = report.results.filter((result) => result.endpoint === endpoint);
    const events = endpoint === "all" ? "" : report.events[endpoint];
    return row([endpointName(endpoint), ...outcomes.map((outcome) => countOutcome(own, outcome)), events]);
  });
  return [row(head), row(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows].join("\n");
}

function violatedCheck({ check, title, outcome, pointer, rows }: ViolatedCheck): string {
  const where = rows.map(({ row }) => endpointName(row.endpoint)).join(", ");
  const summary = `${signs[outcome]} ${outcome} <code>${escapeMarkup(check)}</code> on ${where}: ${text(title)}`;
  const body = rows.flatMap(({ row, groups }) => [
    `**${endpointName(row.endpoint)}**, contract ${code(pointer)}`,
    ...groups.map(violationGroup),
  ]);
  return details(summary, body.join("\n\n"));
}

function violationGroup({ first, more }: ViolationGroup): string {
  const at = place(first);
  const lines = [
    `- expected: ${text(first.expected)}`,
    `- actual: ${text(first.actual)}${more.length > 0 ? ` (and ${more.length} more like it)` : ""}`,
    ...(at === undefined ? [] : [`- at: ${code(at)}`]),
    ...(first.known === undefined ? [] : [`- in the baseline: ${text(first.known || "without a note")}`]),
    `- known by: ${first.evidence}, ${evidenceMeanings[first.evidence]}`,
    `- fingerprint: ${code(first.fingerprint)}`,
  ];
  return `${lines.join("\n")}\n\n<pre>${escapeMarkup(first.curl)}</pre>`;
}

function gone({ baselineGone = [] }: ContractReport): string[] {
  if (baselineGone.length === 0) return [];
  const entries = baselineGone.map(
    (entry) => `- ${code(`${entry.fingerprint} ${entry.check} on ${entry.endpoint}`)}`,
  );
  return [`**No longer violated; remove from the baseline:**\n\n${entries.join("\n")}`];
}

function notExercised({ results }: ContractReport): string[] {
  const rows = results.filter(({ outcome }) => outcome === "not-exercised");
  if (rows.length === 0) return [];
  const list = [...groupBy(rows, ({ reason }) => reason)].map(([reason, group]) => {
    const ids = new Set(group.map(({ check }) => check));
    return `- ${reason === undefined ? "no reason given" : text(reasons[reason])}: ${[...ids].map(code).join(", ")}`;
  });
  return [details(`${signs["not-exercised"]} not exercised: ${rows.length}`, list.join("\n"))];
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
