import type { Evidence } from "../engine/check.ts";
import { contract, evidenceOf, nodeAt, resolve } from "../engine/contract-document.ts";
import { valueAt } from "../engine/event.ts";

/** What the contract says at a place, and how that is known. */
export interface ContractQuote {
  /** The description nearest above the place. */
  readonly text: string | undefined;
  readonly evidence: Evidence | undefined;
  readonly source: { readonly title: string; readonly url: string | undefined } | undefined;
  readonly note: string | undefined;
}

/** What each level of evidence means. */
export const evidenceMeanings: Readonly<Record<Evidence, string>> = {
  http: "HTTP or JSON itself demands it",
  documented: "the vendor's reference says so",
  sampled: "a vendor's sample of a notification shows it",
  observed: "it was seen live",
  assumed: "an assumption, which a violation refutes",
};

/** Quotes the contract at a JSON pointer into the bundle; what a node does not say itself, the next above it says. */
export function quoteContract(pointer: string): ContractQuote {
  const chain = ancestry(pointer).map((at) => ({ raw: nodeAt(at), node: resolve(nodeAt(at), at).schema }));
  const text = chain.map(({ node }) => string(node["description"])).find((words) => words !== undefined);
  const graded = chain.map(({ raw, node }) => (evidenceOf(raw) ? raw : node)).find(evidenceOf);
  const source = valueAt(contract, "x-sources", String(valueAt(graded, "x-evidence", "source")));
  const title = string(valueAt(source, "title"));
  return {
    text: text?.trim(),
    evidence: evidenceOf(graded),
    source: title === undefined ? undefined : { title, url: string(valueAt(source, "url")) },
    note: string(valueAt(graded, "x-evidence", "note")),
  };
}

/** The pointer itself and those above it, the nearest first. */
function ancestry(pointer: string): string[] {
  const names = pointer.split("/");
  return names.map((_, i) => names.slice(0, names.length - i).join("/"));
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
