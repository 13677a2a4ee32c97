import { readSecurityScheme } from "../../contract-tests/contract-model/document.ts";
import { countLevels, evidenceLevels, statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { type Html, html } from "../../contract-tests/reports/page/kit.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { readSecurity } from "../generate/contract-data.ts";
import { operationSection } from "./operation-section.ts";
import { evidenceBadge, levelBadge, levelMeanings, operationsOf, prose } from "./parts.ts";
import { referenceStyle } from "./reference-style.ts";
import { schemaSection } from "./schema-section.ts";
import { type SitePage, sitePage } from "./site-page.ts";

/** The reference of the API on one page that has no script and loads nothing. */
export function referencePage(document: JsonObject, site: Pick<SitePage, "file" | "groups">): string {
  const { title, version, summary, description } = objectAt(document, "info");
  const key = readSecurityScheme(document).node;
  const { header, prefix } = readSecurity(document, {});
  const schemas = Object.keys(objectAt(document, "components", "schemas"))
    .filter(isWorthReading)
    .sort();
  const [server] = Array.isArray(document["servers"]) ? document["servers"] : [];
  const content = html`<header class="title"><h1>${String(title)}</h1><p class="lead">${String(summary)}</p>
<ul class="facts"><li>Version ${String(version)}</li><li>Server <code>${String(objectAt(server)["url"])}</code></li></ul></header>
<section id="about" aria-label="About">${prose(introduction(String(description)))}</section>
<section id="evidence" aria-labelledby="name-evidence"><h2 id="name-evidence">How this is known</h2>${levels(document)}</section>
<section id="authentication" aria-labelledby="name-authentication"><h2 id="name-authentication">Authentication</h2>
<div class="address"><span class="method">header</span> <code>${header}${prefix !== "" && `: ${prefix}…`}</code> ${evidenceBadge(document, key)}</div>${prose(key["description"])}</section>
${operationsOf(document).map((place) => operationSection(document, place))}
<section id="schemas" aria-labelledby="name-schemas"><h2 id="name-schemas">Event model</h2>${schemas.map((name) => schemaSection(document, name))}</section>
<section id="questions" aria-labelledby="name-questions"><h2 id="name-questions">Open questions</h2>
<p>Only the live API answers these; the checks named will.</p>
<ol class="questions">${openQuestions.map(({ question, checks }) => html`<li>${question} ${checks.map((id, i) => html`${i > 0 && ", "}<code>${id}</code>`)}</li>`)}</ol></section>`;
  const ownContents = contents(document, schemas);
  return sitePage({ ...site, title: String(title), content, ownContents, style: referenceStyle });
}

/** The lists of known kinds say nothing that the unions do not show. */
export function isWorthReading(name: string): boolean {
  return !name.startsWith("Known");
}

/** The description without its table of levels, which has a section of its own. */
function introduction(description: string): string {
  return description.replace(/\n\n\| level [\s\S]*$/, "").replace(/:$/, ".");
}

function contents(document: JsonObject, schemas: readonly string[]): Html {
  const link = (id: string, text: string) => html`<li><a href="#${id}">${text}</a></li>`;
  return html`<b>This page</b><ul>${link("about", "About")}${link("evidence", "How this is known")}${link("authentication", "Authentication")}</ul>
<b>Operations</b><ul>${operationsOf(document).map(({ id, path }) => link(id, path.split("/").at(-1) ?? path))}</ul>
<b>Event model</b><ul>${schemas.map((name) => link(`schema-${name}`, name))}</ul>
<b>Unknown</b><ul>${link("questions", "Open questions")}</ul>`;
}

function levels(document: JsonObject): Html {
  const statements = statementsOf(document);
  const counts = new Map(countLevels(statements));
  return html`<div class="shares" role="img" aria-label="Share of the statements at each level">${evidenceLevels.map((level) => html`<span class="${level}" style="flex: ${counts.get(level) ?? 0}"></span>`)}</div>
<dl class="levels">${evidenceLevels.map((level) => html`<dt>${levelBadge(level)}</dt><dd class="count">${counts.get(level)} of ${statements.length}</dd><dd>${levelMeanings[level]}</dd>`)}</dl>
<p class="quiet">Each badge opens: its source, what is to be said of it, and the conformance checks that would refute it.</p>`;
}
