import type { Excerpt } from "../../engine/excerpt.ts";
import type { ContractReport, Violation } from "../../engine/report.ts";
import { explainViolations } from "../causes.ts";
import { visible } from "../escape.ts";
import { endpointName, plural, signs } from "../verdict.ts";
import {
  alikeRows,
  evidenceMeanings,
  groupBy,
  quoteContract,
  type ViolatedCheck,
  type ViolatedRow,
  type ViolationGroup,
  violatedChecks,
} from "../violated-checks.ts";
import { type Html, html, type PageSection } from "./kit.ts";

const titles = {
  failed: "Violations",
  refuted: "Refuted assumptions",
  known: "Known violations",
} as const;

/** The checks that do not hold, a section for each way of not holding. */
export function violationSections(report: ContractReport): PageSection[] {
  const violated = violatedChecks(report);
  const folded = explainViolations(report).causes.length > 0;
  return (["failed", "refuted", "known"] as const).flatMap((outcome) => {
    const group = violated.filter((check) => check.outcome === outcome);
    if (group.length === 0) return [];
    return [
      {
        id: outcome,
        title: titles[outcome],
        size: group.length,
        // The violations of a cause are collapsed. Without causes the first one is open, to show what each contains.
        content: html`${group.map((check) => violatedCheck(check, !folded && check === violated[0]))}`,
      },
    ];
  });
}

/** The causes of the violations, each with one violation as an example. */
export function causeSection(report: ContractReport): PageSection[] {
  const { causes } = explainViolations(report);
  if (causes.length === 0) return [];
  const content = html`${causes.map(({ cause, example }) => {
    const places = report.results.filter(
      ({ check, violations }) =>
        cause.checks.includes(check) &&
        violations.some(({ fingerprint }) => cause.fingerprints.includes(fingerprint)),
    );
    const refuted = cause.evidence === "assumed" && !report.strict && " refuted";
    return html`<div class="cause${refuted}"><h3>${inlineCode(visible(cause.text))}</h3>
${cause.pointer === undefined ? html`<p class="quiet"><code>${cause.standard}</code></p>` : contractSays(cause.pointer, cause.checks)}
${violationGroup({ first: example, more: [] })}
<p>Explains ${plural(places.length, "result")}:</p>
<ul class="explains">${places.map(({ check, endpoint }) => html`<li><a href="#${anchor(check, endpoint)}"><code>${check}</code> on ${endpointName(endpoint)}</a></li>`)}</ul></div>`;
  })}`;
  return [{ id: "causes", title: "Causes", size: causes.length, content }];
}

/** Where the matrix leads to. */
export function anchor(check: string, endpoint: string): string {
  return `${check}-on-${endpoint}`;
}

function violatedCheck({ check, title, outcome, pointer, rows }: ViolatedCheck, isOpen: boolean): Html {
  const open = isOpen && html` open=""`;
  return html`<details data-entry${open}><summary><span class="head">
<span class="${outcome}" aria-hidden="true">${signs[outcome]}</span><h3><code>${check}</code></h3><span class="title">${title}</span>
${rows.map(({ row }) => html`<span class="pill ${row.outcome}">${signs[row.outcome]} ${endpointName(row.endpoint)}</span> `)}</span></summary>
<div class="inside">
${contractSays(pointer, [check])}
${alikeRows(rows).map((alike) => violatedRows(check, alike))}
</div></details>`;
}

/** The violations of a check on one endpoint, and where others differ from them, if they are the same there. */
function violatedRows(check: string, [first, ...others]: readonly ViolatedRow[]): Html {
  if (first === undefined) return html``;
  const { row, groups } = first;
  return html`<article id="${anchor(check, row.endpoint)}">
<div class="line"><h4>${endpointName(row.endpoint)} <span class="pill ${row.outcome}">${row.outcome}</span></h4><button class="ticket" type="button" hidden aria-live="polite">Copy for a ticket</button></div>
${groups.map(violationGroup)}
${others.map((other) => sameRow(check, other, groups))}</article>`;
}

/** An endpoint that shows the same violations as another one, with what differs. */
function sameRow(check: string, { row, groups }: ViolatedRow, shown: readonly ViolationGroup[]): Html {
  return html`<div class="same" id="${anchor(check, row.endpoint)}"><p>The same on <b>${endpointName(row.endpoint)}</b>:</p>
${groups.map((group, i) => sameGroup(group, shown[i]))}</div>`;
}

function sameGroup({ first, more }: ViolationGroup, shown: ViolationGroup | undefined): Html {
  const { expected, actual, curl, fingerprint, requestId, pointer, known } = first;
  const ids = [
    ...(pointer ? [html`pointer <code>${visible(pointer)}</code>`] : []),
    ...(requestId === undefined ? [] : [html`request id <code>${visible(requestId)}</code>`]),
    html`fingerprint <code>${fingerprint}</code>`,
    ...(known === undefined ? [] : [html`in the baseline ${visible(known) || "without a note"}`]),
    ...(more.length > 0 ? [html`${more.length} more like it`] : []),
  ];
  return html`${expected !== shown?.first.expected && html`<p>Expected ${quoted(expected)}</p>`}<p>${quoted(actual)}</p><pre>${curl}</pre>
<p class="quiet">${ids.map((id, i) => html`${i > 0 && ", "}${id}`)}</p>`;
}

/**
 * What the contract says at a place, as far as it bears on some checks: the first paragraph, which is the rule itself, and
 * the note where it names one of them.
 */
function contractSays(pointer: string, checks: readonly string[]): Html {
  const { text, evidence, source, note } = quoteContract(pointer);
  const rule = text?.split(/\n\s*\n/)[0];
  const isNamed = note !== undefined && checks.some((check) => new RegExp(`\\b${check}\\b`).test(note));
  const title =
    source?.url === undefined
      ? source?.title
      : html`<a href="${source.url}" rel="noreferrer">${source.title}</a>`;
  return html`<blockquote>
${prose(rule ?? "The contract does not describe this place; the rule follows from HTTP and JSON.")}
<p class="quiet"><code>${pointer}</code>${evidence !== undefined && html`, ${evidence}: ${evidenceMeanings[evidence]}`}${title !== undefined && html` (${title})`}</p>
${isNamed && html`<div class="quiet">${prose(note)}</div>`}
</blockquote>`;
}

/** A description of the contract: paragraphs, and code in backticks, are all that it uses of Markdown. */
function prose(text: string): Html {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return html`${paragraphs.map((paragraph) => html`<p>${inlineCode(paragraph)}</p>`)}`;
}

/** A text with code in backticks. */
function inlineCode(text: string): Html {
  return html`${text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function violationGroup({ first, more }: ViolationGroup): Html {
  return html`<dl class="compare"><div class="passed"><dt>Expected</dt><dd>${quoted(first.expected)}</dd></div>
<div class="failed"><dt>Actual</dt><dd>${quoted(first.actual)}</dd></div></dl>
${first.excerpt && excerpt(first.excerpt)}
<dl class="pairs">${facts(first).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<div class="curl"><pre>${first.curl}</pre><button class="copy" type="button" hidden aria-live="polite">Copy</button></div>
${more.length > 0 && html`<p class="quiet">${more.length} more like it: ${likeIt(more)}.</p>`}`;
}

/** A piece of the response, with the event in question marked. */
function excerpt({ before, marked, after }: Excerpt): Html {
  return html`<figure class="excerpt"><figcaption>Excerpt of the response, personal data left out</figcaption>
<pre tabindex="0">${lines(before)}${before !== "" && marked !== "" && "\n"}${marked !== "" && html`<mark>${lines(marked)}</mark>`}${after !== "" && html`\n${lines(after)}`}</pre></figure>`;
}

function lines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** A text of the server, its dates kept on one line, which would else break at their hyphens. */
function quoted(text: string): Html {
  const parts = visible(text).split(/(\d{4}-\d\d-\d\dT[\d:.]+Z)/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<time>${part}</time>` : part))}`;
}

function facts(violation: Violation): (readonly [string, Html])[] {
  const { evidence, eventIndex, pointer, request, status, requestId, probe, fingerprint, known } = violation;
  return [
    ...(known === undefined
      ? []
      : [["In the baseline", html`${visible(known) || "without a note"}`] as const]),
    ...(eventIndex === undefined ? [] : [["Event", html`${eventIndex}, counted from 0`] as const]),
    ...(pointer ? [["Pointer", html`<code>${visible(pointer)}</code>`] as const] : []),
    ["Known by", html`${evidence}: ${evidenceMeanings[evidence]}`],
    ["Request", html`<code>${request}</code> <span class="quiet">(probe ${probe})</span>`],
    ["Response", html`${status === undefined ? "none" : `status ${status}`}`],
    ...(requestId === undefined ? [] : [["Request id", html`<code>${visible(requestId)}</code>`] as const]),
    ["Fingerprint", html`<code>${fingerprint}</code>`],
  ];
}

function likeIt(more: readonly Violation[]): string {
  return [...groupBy(more, ({ probe }) => probe)]
    .map(([probe, violations]) => {
      const events = violations.flatMap(({ eventIndex }) => eventIndex ?? []);
      return events.length === 0 ? probe : `${probe}, event ${events.join(", ")}`;
    })
    .join("; ");
}
