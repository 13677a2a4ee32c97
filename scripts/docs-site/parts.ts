import { marked } from "marked";
import { nodeAt } from "../../contract-tests/contract-model/document.ts";
import type { evidenceLevels } from "../../contract-tests/contract-model/evidence.ts";
import { type Html, html } from "../../contract-tests/reports/page/kit.ts";
import { isObject, type JsonObject, objectAt } from "../../src/shared/json.ts";

/** The contract's Markdown as markup. It is ours, written by hand in `spec/`, so it is trusted. */
export function prose(markdown: unknown): Html {
  return { markup: markdown === undefined ? "" : marked.parse(String(markdown), { async: false }) };
}

/** A short text in Markdown, where no paragraph may stand. */
export function inlineProse(markdown: unknown): Html {
  return { markup: markdown === undefined ? "" : marked.parseInline(String(markdown), { async: false }) };
}

/** A node, with its own words and those of what its `$ref` leads to, and the name of that component. */
export interface Resolved {
  readonly node: JsonObject;
  readonly name: string | undefined;
}

/** Follows a reference. The siblings of the `$ref` override its target. */
export function resolve(document: JsonObject, node: unknown): Resolved {
  if (!isObject(node)) return { node: {}, name: undefined };
  const { $ref: reference, ...beside } = node;
  if (typeof reference !== "string") return { node, name: undefined };
  const target = resolve(document, nodeAt(document, reference));
  return { node: { ...target.node, ...beside }, name: reference.split("/").at(-1) };
}

/** The meaning of each level for a user of a statement. */
export const levelMeanings: Readonly<Record<(typeof evidenceLevels)[number], string>> = {
  documented: "the vendor's documentation says so",
  sampled: "a vendor's sample of a notification shows it",
  observed: "somebody saw it live, perhaps on another endpoint of this API",
  assumed: "nobody knows; the checks named would refute it",
};

/** The badge of a level alone. */
export function levelBadge(level: string): Html {
  return html`<span class="badge ${level}">${level}</span>`;
}

/** How a node is known: its level, source, note, and the checks that would refute it; nothing for a node that says nothing. */
export function evidenceBadge(document: JsonObject, node: JsonObject): Html {
  const evidence = node["x-evidence"];
  if (!isObject(evidence)) return html``;
  const { level, source, note, refutedBy } = evidence;
  const { title, url } = objectAt(document, "x-sources", String(source));
  const checks = Array.isArray(refutedBy) ? refutedBy.map(String) : [];
  const name =
    typeof url === "string" ? html`<a href="${url}" rel="noreferrer">${String(title)}</a>` : String(title);
  return html`<details class="evidence"><summary>${levelBadge(String(level))}</summary>
<p>${name}.${note !== undefined && html` ${String(note)}`}${checks.length > 0 && html` Refuted by ${checks.map((id, i) => html`${i > 0 && ", "}<code>${id}</code>`)}.`}</p></details>`;
}

/** An operation of the contract, and where it is. */
export interface OperationPlace {
  readonly path: string;
  readonly operation: JsonObject;
  /** Id of its section. */
  readonly id: string;
}

/** The operations, in the contract's order. */
export function operationsOf(document: JsonObject): readonly OperationPlace[] {
  return Object.entries(objectAt(document, "paths")).map(([path, item]) => {
    const operation = objectAt(item, "get");
    return { path, operation, id: String(operation["operationId"]) };
  });
}
