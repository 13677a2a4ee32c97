import type { CheckResult, ContractReport } from "../engine/report.ts";
import { groupBy } from "./group-by.ts";
import { type Html, html } from "./html.ts";
import { anchor } from "./html-violations.ts";
import type { PageSection } from "./page-section.ts";
import { endpointsOf, meanings, outcomesOf, signs } from "./verdict.ts";

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
