import { valueAt } from "../../src/shared/json.ts";
import { followReference } from "../contract-model/document.ts";
import { evidenceOf } from "../contract-model/evidence.ts";
import type { Evidence } from "../engine/check.ts";
import { contract, contractNode } from "../engine/contract.ts";
import type { CheckResult, ContractReport, Outcome, Violation } from "../engine/report.ts";

/** Violations with one fingerprint: the same violation, seen more than once. */
export interface ViolationGroup {
  readonly first: Violation;
  /** Further ones that look like the first. */
  readonly more: readonly Violation[];
}

/** A check on one endpoint, with its violations. */
export interface ViolatedRow {
  readonly row: CheckResult;
  readonly groups: readonly ViolationGroup[];
}

/** A failed check with all the endpoints it fails on, because one defect mostly shows on all three. */
export interface ViolatedCheck {
  readonly check: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly pointer: string;
  readonly rows: readonly ViolatedRow[];
}

const gravity: readonly Outcome[] = ["failed", "refuted", "known"];

/** The checks that do not hold, the most serious first. */
export function violatedChecks({ results }: Pick<ContractReport, "results">): readonly ViolatedCheck[] {
  const broken = results.filter(({ outcome }) => gravity.includes(outcome));
  const byCheck = groupBy(broken, ({ check }) => check);
  return [...byCheck.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const outcome = gravity.find((grave) => rows.some((row) => row.outcome === grave)) ?? first.outcome;
      const { check, title, pointer } = first;
      return [
        { check, title, outcome, pointer, rows: rows.map((row) => ({ row, groups: groupViolations(row) })) },
      ];
    })
    .sort((a, b) => gravity.indexOf(a.outcome) - gravity.indexOf(b.outcome));
}

function groupViolations({ violations }: CheckResult): ViolationGroup[] {
  return [...groupBy(violations, ({ fingerprint }) => fingerprint).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ first, more }],
  );
}

/**
 * The endpoints of a check, grouped if they show the same violations: at the same places, with the same expectation,
 * apart from dates and numbers.
 */
export function alikeRows(rows: readonly ViolatedRow[]): readonly (readonly ViolatedRow[])[] {
  const likeness = ({ row, groups }: ViolatedRow): string => {
    const violations = groups.map(({ first: { expected, pointer = "", evidence, status } }) => [
      ...[expected, pointer].map((text) => text.replace(/\d+/g, "0")),
      evidence,
      status,
    ]);
    return JSON.stringify([row.outcome, violations]);
  };
  return [...groupBy(rows, likeness).values()];
}

/** The event and the place in it; `undefined` if the violation is about the whole response. */
export function place({ eventIndex, pointer }: Violation): string | undefined {
  if (eventIndex === undefined) return undefined;
  return pointer ? `event ${eventIndex}, ${pointer}` : `event ${eventIndex}`;
}

/** The contract's text at a place, and its evidence. */
export interface ContractQuote {
  /** The description nearest above the place. */
  readonly text: string | undefined;
  readonly evidence: Evidence | undefined;
  readonly source: { readonly title: string; readonly url: string | undefined } | undefined;
  readonly note: string | undefined;
}

/** The meaning of each evidence level. */
export const evidenceMeanings: Readonly<Record<Evidence, string>> = {
  http: "HTTP or JSON itself demands it",
  documented: "the vendor's reference says so",
  sampled: "a vendor's sample of a notification shows it",
  observed: "it was seen live",
  assumed: "an assumption, which a violation refutes",
};

/** Quotes the contract at a JSON pointer into the bundle. A node without words of its own takes those of the next one above. */
export function quoteContract(pointer: string): ContractQuote {
  const chain = ancestry(pointer).map((at) => ({
    raw: contractNode(at),
    node: followReference(contract, contractNode(at), at).node,
  }));
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

/** Groups, in the order their keys first occur. (`Map.groupBy` is younger than the oldest Node supported.) */
export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
