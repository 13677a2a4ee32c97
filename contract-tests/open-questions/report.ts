import type {
  AnswerTable,
  ContractReport,
  EvidenceProposal,
  OpenQuestionsResult,
  QuestionAnswer,
} from "../engine/report.ts";
import { markdownCode, markdownText, visible } from "../reports/escape.ts";
import { type Html, html, type PageSection } from "../reports/page/kit.ts";
import { groupBy } from "../reports/violated-checks.ts";

/** The page on the open questions; `undefined` when the run asked none. */
export function openQuestionsMarkdown(report: ContractReport): string | undefined {
  const { openQuestions, target, baseUrl, notificationId, window, startedAt } = report;
  if (openQuestions === undefined) return undefined;
  const { isApi, answers, proposals } = openQuestions;
  const blocks = [
    "# Open questions",
    `What a run against ${markdownCode(baseUrl)} (${markdownText(target)}) saw of the questions that only the live API can answer: notification ${notificationId}, ` +
      `window ${markdownCode(`${window.start}/${window.end}`)}, begun ${markdownText(startedAt)}. The key and personal data are masked.`,
    ...(isApi ? [] : [`**${markdownText(notTheApi)}**`]),
    ...answers.flatMap(answerMarkdown),
    `## ${proposalsHeading(openQuestions)}`,
    ...(proposals.length === 0 ? ["None."] : proposalsMarkdown(proposals)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** The section of the report page on the open questions; none when the run asked none. */
export function openQuestionsSection({ openQuestions }: ContractReport): PageSection[] {
  if (openQuestions === undefined) return [];
  const { isApi, answers, proposals } = openQuestions;
  const content = html`<p class="quiet">What no published document answers, and what this run saw of it.</p>
${!isApi && html`<p class="warning">${notTheApi}</p>`}
${answers.map(answerHtml)}
${
  proposals.length > 0 &&
  html`<details data-entry><summary><span class="head"><h3>${proposalsHeading(openQuestions)}</h3><span class="title">${proposals.length} statements of the contract</span></span></summary>
<div class="inside"><p><code>npm run observe -- --report report.json</code> makes a patch of them. Judge each change before you apply it.</p>
${[...groupBy(proposals, ({ file }) => file)].map(proposalsHtml)}</div></details>`
}`;
  return [{ id: "open-questions", title: "Open questions", size: answers.length, content }];
}

function answerMarkdown(row: QuestionAnswer): string[] {
  const { question, seen, tables, open } = row;
  return [
    `## ${heading(row)}`,
    `*${markdownText(question)}* ${standing(row)}.`,
    ...(seen.length > 0 ? [seen.map((sentence) => `- ${markdownText(sentence)}`).join("\n")] : []),
    ...tables.map(tableMarkdown),
    ...(open.length > 0
      ? [`Still open:\n\n${open.map((sentence) => `- ${markdownText(sentence)}`).join("\n")}`]
      : []),
  ];
}

function tableMarkdown({ caption, head, rows }: AnswerTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(" | ")} |`;
  return [
    `**${markdownText(caption)}**`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
  ].join("\n");
}

function proposalsMarkdown(proposals: readonly EvidenceProposal[]): string[] {
  const files = [...groupBy(proposals, ({ file }) => file)].map(([file, list]) => {
    const rows = list.map(
      (proposal) =>
        `- ${markdownCode(placeInFile(proposal))}, ${markdownText(change(proposal))} (${markdownText(proposal.because)})`,
    );
    return `${markdownCode(file)}\n\n${rows.join("\n")}`;
  });
  return [
    "`npm run observe -- --report report.json` makes a patch of them. Judge each change before you apply it; then `npm run generate`.",
    ...files,
  ];
}

function answerHtml(row: QuestionAnswer): Html {
  const state = standing(row);
  const colour = state === "answered" ? "passed" : state === "open" ? "not-exercised" : "known";
  return html`<details data-entry><summary><span class="head"><h3>${heading(row)}</h3><span class="title"></span><span class="pill ${colour}">${state}</span></span></summary>
<div class="inside"><p class="quiet">${row.question}</p>
${row.seen.length > 0 && html`<ul>${row.seen.map((sentence) => html`<li>${visible(sentence)}</li>`)}</ul>`}
${row.tables.map(tableHtml)}
${row.open.length > 0 && html`<p><strong>Still open</strong></p><ul>${row.open.map((sentence) => html`<li>${visible(sentence)}</li>`)}</ul>`}
</div></details>`;
}

function tableHtml({ caption, head, rows }: AnswerTable): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = "", ...others]) =>
      html`<tr><th scope="row"><code>${visible(first)}</code></th>${others.map((cell) => html`<td>${visible(cell)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

function proposalsHtml([file, list]: readonly [string, readonly EvidenceProposal[]]): Html {
  return html`<h4><code>${file}</code></h4>
<ul>${list.map((proposal) => html`<li><code>${placeInFile(proposal)}</code> ${change(proposal)} <span class="quiet">(${visible(proposal.because)})</span></li>`)}</ul>`;
}

/** Shown for every server but the API, because its responses prove nothing about the API. */
const notTheApi =
  "This server is not the API that the contract names: its responses are no evidence of the API. Read this page as a rehearsal.";

/** Heading of the proposals. */
function proposalsHeading({ isApi }: OpenQuestionsResult): string {
  return isApi ? "Proposed changes of evidence" : "Proposed changes of evidence, if this were the API";
}

/** The text of a proposal. */
function change({ change: kind, level }: EvidenceProposal): string {
  if (kind === "correct") return `${level}, and wrong: correct it`;
  return level === "observed"
    ? "observed elsewhere: note that it is here, too"
    : `${level}: make it observed`;
}

/** How far a question is answered. */
function standing({ seen, open }: QuestionAnswer): "answered" | "answered in part" | "open" {
  if (seen.length === 0) return "open";
  return open.length === 0 ? "answered" : "answered in part";
}

/** A topic as a heading. */
function heading({ number, topic }: QuestionAnswer): string {
  return `${number}. ${topic.charAt(0).toUpperCase()}${topic.slice(1)}`;
}

/** The place of a proposal's node in its file. */
function placeInFile({ pointer }: EvidenceProposal): string {
  const inner = pointer.replace(/^#\/(components\/[^/]+\/[^/]+|paths\/[^/]+)\/?/, "");
  return inner === "" ? "x-evidence" : inner;
}
