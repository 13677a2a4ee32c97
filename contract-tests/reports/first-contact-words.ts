import type { EvidenceProposal, FirstContact, QuestionAnswer } from "../engine/report.ts";

/** Said of a server that is not the API: its answers prove nothing about it. */
export const notTheApi =
  "This server is not the API that the contract names: what it answers is no evidence of the API. Take the page for a rehearsal.";

/** Heading of the proposals. */
export function proposalsHeading({ isApi }: FirstContact): string {
  return isApi ? "Proposed changes of evidence" : "Proposed changes of evidence, if this were the API";
}

/** What a proposal proposes. */
export function change({ change: kind, level }: EvidenceProposal): string {
  if (kind === "correct") return `${level}, and wrong: correct it`;
  return level === "observed"
    ? "observed elsewhere: note that it is here, too"
    : `${level}: make it observed`;
}

/** How far a question is answered. */
export function standing({ seen, open }: QuestionAnswer): "answered" | "answered in part" | "open" {
  if (seen.length === 0) return "open";
  return open.length === 0 ? "answered" : "answered in part";
}

/** A topic as a heading. */
export function heading({ number, topic }: QuestionAnswer): string {
  return `${number}. ${topic.charAt(0).toUpperCase()}${topic.slice(1)}`;
}

/** Where in its file a proposal's node stands. */
export function placeInFile({ pointer }: EvidenceProposal): string {
  const inner = pointer.replace(/^#\/(components\/[^/]+\/[^/]+|paths\/[^/]+)\/?/, "");
  return inner === "" ? "x-evidence" : inner;
}
