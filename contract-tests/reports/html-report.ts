import { createHash } from "node:crypto";
import type { ContractReport } from "../engine/report.ts";
import { escapeMarkup, type Html, html } from "./html.ts";
import { firstContactSection } from "./html-first-contact.ts";
import { matrixSection } from "./html-matrix.ts";
import { goneSection, notExercisedSection, witnessSection } from "./html-unseen.ts";
import { violationSections } from "./html-violations.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { besides, count, meanings, outcomesOf, plural, signs, verdict } from "./verdict.ts";
import { visible } from "./visible.ts";

/**
 * The report as one page that needs nothing else. Its policy lets no request out and runs no script and no style but
 * the two in it, by their digests: whatever a server put into its answers, the page shows it and does nothing with it.
 */
export function htmlReport(report: ContractReport): string {
  const policy = [
    "default-src 'none'",
    `script-src ${digest(pageScript)}`,
    `style-src ${digest(pageStyle)}`,
    // The empty icon below: without one, a browser asks the server for /favicon.ico.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = `${signs[signOf(report)]} ${report.target}: contract report`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${body(report).markup}
<script>${pageScript}</script>
</body>
</html>
`;
}

function body(report: ContractReport): Html {
  const sections = [
    ...violationSections(report),
    ...goneSection(report),
    matrixSection(report),
    ...notExercisedSection(report),
    witnessSection(report),
    ...firstContactSection(report),
  ];
  return html`<a class="skip" href="#main">To the results</a>
${header(report)}
<div class="bar"><div class="wrap">
<nav aria-label="Sections"><ul>${sections.map(({ id, title, size }) => html`<li><a href="#${id}">${title}</a> <span class="quiet">${size}</span></li>`)}</ul></nav>
<form role="search" hidden><label class="aside" for="search">Filter violations, checks and properties</label><input id="search" type="search" placeholder="Filter ( / )" autocomplete="off" spellcheck="false"><output id="shown" for="search"></output>
<label><input id="fine" type="checkbox"> Hide what is fine</label><button id="unfold" type="button">Unfold all</button></form>
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
      html`<li><span class="${name}"><b>${count(results, name)}</b> ${signs[name]} ${name.replace("-", " ")}</span><span class="quiet">${meanings[name]}</span></li>`,
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
