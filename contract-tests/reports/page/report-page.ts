import { createHash } from "node:crypto";
import type { ContractReport } from "../../engine/report.ts";
import { openQuestionsSection } from "../../open-questions/report.ts";
import { visible } from "../escape.ts";
import { besides, countOutcome, meanings, outcomesOf, plural, signs, verdict } from "../verdict.ts";
import { type Html, html, htmlPage } from "./kit.ts";
import { goneSection, matrixSection, notExercisedSection, schemaCoverageSection } from "./results.ts";
import { pageScript } from "./script.ts";
import { reportStyle } from "./style.ts";
import { causeSection, violationSections } from "./violations.ts";

/**
 * The report as one page that needs nothing else. Its policy allows no request, and only the one script and the one
 * style of the page, by their digests. So the page shows whatever a server put into its responses, and runs none of it.
 */
export function htmlReport(report: ContractReport): string {
  return htmlPage({
    title: `${signs[signOf(report)]} ${report.target}: contract report`,
    policy: [
      "default-src 'none'",
      `script-src ${digest(pageScript)}`,
      `style-src ${digest(reportStyle)}`,
      // The empty icon: without one, a browser asks the server for /favicon.ico.
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ],
    style: reportStyle,
    body: body(report),
    script: pageScript,
  });
}

function body(report: ContractReport): Html {
  const sections = [
    ...causeSection(report),
    ...violationSections(report),
    ...goneSection(report),
    matrixSection(report),
    ...notExercisedSection(report),
    schemaCoverageSection(report),
    ...openQuestionsSection(report),
  ];
  return html`<a class="skip" href="#main">To the results</a>
${header(report)}
<div class="bar"><div class="wrap">
<nav aria-label="Sections"><ul>${sections.map(({ id, title, size }) => html`<li><a href="#${id}">${title}</a> <span class="quiet">${size}</span></li>`)}</ul></nav>
<form role="search" hidden><label class="aside" for="search">Filter violations, checks and properties</label><input id="search" type="search" placeholder="Filter ( / )" autocomplete="off" spellcheck="false"><output id="shown" for="search"></output>
<label><input id="fine" type="checkbox"> Hide passed checks</label><button id="unfold" type="button">Unfold all</button></form>
</div></div>
<main id="main" class="wrap" tabindex="-1">
${sections.map(({ id, title, size, content }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title} <span class="quiet">${size}</span></h2>${content}</section>`)}
</main>`;
}

function header(report: ContractReport): Html {
  const { target, baseUrl, notificationId, window, startedAt, durationMs, requests, stopped, results } =
    report;
  const outcome = signOf(report);
  const extra = besides(report);
  const checks = new Set(results.map(({ check }) => check)).size;
  const facts: readonly (readonly [string, string | number])[] = [
    ["Target", target],
    ["Server", baseUrl],
    ["Notification", notificationId],
    ["Window", `${window.start} to ${window.end}`],
    ["Run", `${startedAt}, ${plural(requests, "request")} in ${(durationMs / 1000).toFixed(1)} s`],
    ["Judged", `${plural(checks, "check")}, ${plural(results.length, "result")}`],
    ...(report.strict ? ([["Strict", "a refuted assumption fails the run"]] as const) : []),
  ];
  return html`<header><div class="wrap">
<h1>Contract report</h1>
<p class="verdict ${outcome}"><span class="sign" aria-hidden="true">${signs[outcome]}</span>${verdict(report)}</p>
${extra !== undefined && html`<p class="besides">${extra}</p>`}
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${stopped !== undefined && report.exitCode !== 2 && html`<p class="warning">The run stopped early: ${visible(stopped)}.</p>`}
<ul class="tallies">${outcomesOf(report).map(
    (name) =>
      html`<li><span class="${name}"><b>${countOutcome(results, name)}</b> ${signs[name]} ${name.replace("-", " ")}</span><span class="quiet">${meanings[name]}</span></li>`,
  )}</ul>
</div></header>`;
}

function signOf({ exitCode }: ContractReport): "passed" | "failed" | "refuted" {
  if (exitCode === 0) return "passed";
  return exitCode === 3 ? "refuted" : "failed";
}

function digest(source: string): string {
  return `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
}
