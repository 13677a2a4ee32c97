import { evidenceOf } from "../../contract-model/evidence.ts";
import { contractNode } from "../../engine/contract.ts";
import { reasons } from "../../engine/reasons.ts";
import type { CheckResult, ContractReport } from "../../engine/report.ts";
import { visible } from "../escape.ts";
import {
  coverageName,
  coverageOf,
  endpointName,
  endpointsOf,
  meanings,
  outcomesOf,
  signs,
} from "../verdict.ts";
import { groupBy } from "../violated-checks.ts";
import { type Html, html, type PageSection } from "./kit.ts";
import { anchor } from "./violations.ts";

/** Every check on every endpoint. */
export function matrixSection(report: ContractReport): PageSection {
  const endpoints = endpointsOf(report).filter((endpoint) => endpoint !== "all");
  const rows = [...groupBy(report.results, ({ check }) => check).values()];
  const content = html`<ul class="legend">${outcomesOf(report).map(
    (outcome) =>
      html`<li><span class="${outcome}">${signs[outcome]}</span> ${outcome.replace("-", " ")}: ${meanings[outcome]}</li>`,
  )}</ul>
<div class="scroll matrix" role="region" aria-label="Every check on every endpoint" tabindex="0"><table>
<thead><tr><th scope="col">Check</th>${endpoints.map((endpoint) => html`<th scope="col" class="cell">${endpoint}</th>`)}</tr></thead>
<tbody>${rows.map((results) => row(results, endpoints))}</tbody>
</table></div>`;
  return { id: "checks", title: "Checks", size: rows.length, content };
}

function row(results: readonly CheckResult[], endpoints: readonly string[]): Html {
  const [first] = results;
  if (first === undefined) return html``;
  const cells =
    first.endpoint === "all"
      ? cell(first, endpoints.length)
      : endpoints.map((endpoint) =>
          cell(
            results.find((result) => result.endpoint === endpoint),
            1,
          ),
        );
  const quiet = results.every(({ outcome }) => outcome === "passed") && html` data-fine=""`;
  return html`<tr data-entry${quiet}><th scope="row"><span class="check"><code>${first.check}</code> <span class="title">${first.title}</span></span></th>${cells}</tr>`;
}

function cell(result: CheckResult | undefined, columns: number): Html {
  if (result === undefined) return html`<td></td>`;
  const { outcome, check, endpoint, violations } = result;
  const sign = html`<span aria-hidden="true">${signs[outcome]}</span><span class="aside">${outcome.replace("-", " ")}</span>`;
  const linked = violations.length > 0 ? html`<a href="#${anchor(check, endpoint)}">${sign}</a>` : sign;
  return html`<td class="cell ${outcome}" colspan="${columns}">${linked}</td>`;
}

/** The checks that could not be judged, by reason; no section if there are none. */
export function notExercisedSection({ results }: ContractReport): PageSection[] {
  const rows = results.filter(({ outcome }) => outcome === "not-exercised");
  if (rows.length === 0) return [];
  const groups = [...groupBy(rows, ({ reason }) => reason)].map(
    ([
      reason,
      group,
    ]) => html`<li data-entry><p>${reason === undefined ? "No reason is given" : `Because ${reasons[reason]}`}${reason !== undefined && html` <code class="quiet">${reason}</code>`}</p>
<ul>${[...groupBy(group, ({ check }) => check)].map(unjudged)}</ul></li>`,
  );
  return [
    {
      id: "not-exercised",
      title: "Not exercised",
      size: rows.length,
      content: html`<ul class="reasons">${groups}</ul>`,
    },
  ];
}

function unjudged([check, rows]: readonly [string, readonly CheckResult[]]): Html {
  return html`<li><code>${check}</code> <span class="quiet">${rows.map(({ endpoint }) => endpointName(endpoint)).join(", ")}</span></li>`;
}

/** How often each property and each branch of a union was seen: an empty response satisfies any schema. */
export function schemaCoverageSection(report: ContractReport): PageSection {
  const { seen, total } = coverageOf(report);
  // The reader most needs to know which parts were never seen.
  const unseenFirst = report.schemaCoverage.toSorted((a, b) => Number(b.count === 0) - Number(a.count === 0));
  const rows = unseenFirst.map((node) => {
    const fine = node.count > 0 && html` data-fine=""`;
    return html`<tr data-entry${fine}><th scope="row"><code>${coverageName(node)}</code></th>
<td class="quiet">${evidenceOf(contractNode(node.pointer))}</td>
<td class="number ${node.count === 0 && "refuted"}">${node.count === 0 ? "never" : node.count}</td></tr>`;
  });
  const content = html`<p class="quiet">How many events showed each property and each branch of a union; ${seen} of ${total} were seen. What was never seen is not known to hold.</p>
<div class="scroll narrow" role="region" aria-label="How often each property was seen" tabindex="0"><table>
<thead><tr><th scope="col">Property or branch</th><th scope="col">Known as</th><th scope="col" class="number">Seen</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return { id: "schema-coverage", title: "Schema coverage", size: `${seen}/${total}`, content };
}

/** Entries of the baseline that no longer apply. */
export function goneSection({ baselineGone = [] }: ContractReport): PageSection[] {
  if (baselineGone.length === 0) return [];
  const content = html`<p>Remove these from the baseline.</p><ul>${baselineGone.map(
    (entry) =>
      html`<li data-entry><code>${visible(entry.fingerprint)}</code> ${visible(entry.check)} on ${visible(entry.endpoint)} <span class="quiet">${visible(entry.note)}</span></li>`,
  )}</ul>`;
  return [{ id: "gone", title: "No longer violated", size: baselineGone.length, content }];
}
