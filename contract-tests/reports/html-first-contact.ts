import type { AnswerTable, ContractReport, EvidenceProposal, QuestionAnswer } from "../engine/report.ts";
import {
  change,
  heading,
  notTheApi,
  placeInFile,
  proposalsHeading,
  standing,
} from "./first-contact-words.ts";
import { groupBy } from "./group-by.ts";
import { type Html, html } from "./html.ts";
import type { PageSection } from "./page-section.ts";
import { visible } from "./visible.ts";

/** What the run saw of the questions that only the live API can answer; no section where it asked none. */
export function firstContactSection({ firstContact }: ContractReport): PageSection[] {
  if (firstContact === undefined) return [];
  const { isApi, answers, proposals } = firstContact;
  const content = html`<p class="quiet">What nothing published answers, and what this run saw of it.</p>
${!isApi && html`<p class="warning">${notTheApi}</p>`}
${answers.map(question)}
${
  proposals.length > 0 &&
  html`<details data-entry><summary><span class="head"><h3>${proposalsHeading(firstContact)}</h3><span class="title">${proposals.length} statements of the contract</span></span></summary>
<div class="inside"><p>Judge each before you make it: a level is raised with its source, an entry of <code>x-sources</code> that names this run.</p>
${[...groupBy(proposals, ({ file }) => file)].map(proposedIn)}</div></details>`
}`;
  return [{ id: "first-contact", title: "Open questions", size: answers.length, content }];
}

function question(row: QuestionAnswer): Html {
  const state = standing(row);
  const colour = state === "answered" ? "passed" : state === "open" ? "not-exercised" : "known";
  return html`<details data-entry><summary><span class="head"><h3>${heading(row)}</h3><span class="title"></span><span class="pill ${colour}">${state}</span></span></summary>
<div class="inside"><p class="quiet">${row.question}</p>
${row.seen.length > 0 && html`<ul>${row.seen.map((sentence) => html`<li>${visible(sentence)}</li>`)}</ul>`}
${row.tables.map(table)}
${row.open.length > 0 && html`<p><strong>Still open</strong></p><ul>${row.open.map((sentence) => html`<li>${visible(sentence)}</li>`)}</ul>`}
</div></details>`;
}

function table({ caption, head, rows }: AnswerTable): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = "", ...others]) =>
      html`<tr><th scope="row"><code>${visible(first)}</code></th>${others.map((cell) => html`<td>${visible(cell)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function proposedIn([file, list]: readonly [string, readonly EvidenceProposal[]]): Html {
  return html`<h4><code>${file}</code></h4>
<ul>${list.map((proposal) => html`<li><code>${placeInFile(proposal)}</code> ${change(proposal)} <span class="quiet">(${visible(proposal.because)})</span></li>`)}</ul>`;
}
