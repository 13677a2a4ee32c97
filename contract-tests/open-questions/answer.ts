import type { EventKind } from "../../generated/contract.js";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { reasons } from "../engine/reasons.ts";
import type { AnswerTable, CheckResult } from "../engine/report.ts";

/** All that a run saw. The answers to the open questions are made from it. */
export interface ObservedRun {
  readonly contexts: readonly EndpointContext[];
  readonly results: readonly CheckResult[];
}

/** The parts of an answer to an open question; what is left out is empty. */
export interface AnswerParts {
  readonly seen?: readonly string[];
  readonly tables?: readonly AnswerTable[];
  readonly open?: readonly string[];
}

/** Joins several answers to one question. */
export function joinAnswers(...answers: readonly AnswerParts[]): AnswerParts {
  return {
    seen: answers.flatMap(({ seen = [] }) => seen),
    tables: answers.flatMap(({ tables = [] }) => tables),
    open: answers.flatMap(({ open = [] }) => open),
  };
}

/** `3 events`, `1 event`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Counts items and lists them, the most frequent first: `200 (3), 404 (1)`. A single item has no count. */
export function formatTally(items: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return formatCounts(counts);
}

/** Lists items that are counted already, as {@link formatTally} does. */
export function formatCounts(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return only[0];
  const shown = sorted.slice(0, 12).map(([item, count]) => `${item} (${count.toLocaleString("en")})`);
  return [...shown, ...(sorted.length > 12 ? [`and ${sorted.length - 12} others`] : [])].join(", ");
}

/** A response in a few words: its status, and what is in its body. */
export function statusAndBody(result: ProbeResult): string {
  const { status, bodyBytes, failure } = result.exchange;
  if (status === undefined) return `no response (${failure?.message ?? "none came"})`;
  return `${status}, ${failure ? `${failure.message}, ` : ""}${bodyInWords(result, bodyBytes)}`;
}

function bodyInWords(result: ProbeResult, bytes: number): string {
  if (bytes === 0) return "no body";
  if (isUsable(result)) {
    const count = eventsIn(result).length;
    return count === 0 ? "an empty array" : counted(count, "event");
  }
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(result.header("content-type") ?? "")?.[0] ?? "no media type";
  return `${counted(bytes, "byte")} of ${type}`;
}

/** The responses to one probe, grouping endpoints with the same response; or the reason why it was not sent. */
export function answerFromProbe(
  { contexts }: ObservedRun,
  id: string,
  request: string,
  say: (result: ProbeResult, context: EndpointContext) => string = statusAndBody,
): AnswerParts {
  const said = new Map<string, EventKind[]>();
  for (const context of contexts) {
    for (const result of context.made([id])) {
      const words = say(result, context);
      said.set(words, [...(said.get(words) ?? []), context.kind]);
    }
  }
  if (said.size === 0) return { open: [`${request}: not asked, because ${whyNotSent(contexts, id)}.`] };
  const parts = [...said].map(([words, kinds]) => `${words} (${kinds.join(", ")})`);
  return { seen: [`${request}: ${parts.join("; ")}.`] };
}

/** Why a probe was sent to no endpoint. */
export function whyNotSent(contexts: readonly EndpointContext[], id: string): string {
  // "Sent to one endpoint only" is not the reason if that endpoint did not get the probe either.
  const found = contexts.flatMap((context) => context.unmade(id) ?? []);
  const reason = found.find((one) => one !== "probe-not-allowed") ?? found[0];
  return reason === undefined ? "the run ended before" : reasons[reason];
}

/** How a check ended, endpoint by endpoint: `passed (activations); refuted (executions), such as: …`. */
export function answerFromCheck({ results }: ObservedRun, check: string): AnswerParts {
  const rows = results.filter((row) => row.check === check);
  const seen = rows.filter(({ outcome }) => outcome !== "not-exercised");
  const [title] = rows.map((row) => row.title);
  if (title === undefined) return {};
  const where = (list: readonly CheckResult[]) =>
    list.map(({ endpoint }) => (endpoint === "all" ? "across endpoints" : endpoint)).join(", ");
  const kept = seen.filter(({ outcome }) => outcome === "passed");
  const broken = seen.filter(({ outcome }) => outcome !== "passed");
  const actual = broken.flatMap(({ violations }) => violations)[0]?.actual;
  const parts = [
    ...(kept.length > 0 ? [`holds (${where(kept)})`] : []),
    ...(broken.length > 0 ? [`does not hold (${where(broken)}): ${actual ?? "see the violations"}`] : []),
  ];
  const unjudged = rows.find(({ reason }) => reason !== undefined)?.reason;
  if (parts.length > 0) return { seen: [`That ${title}: ${parts.join("; ")}.`] };
  return unjudged === undefined
    ? {}
    : { open: [`Whether ${title}: not judged, because ${reasons[unjudged]}.`] };
}

/** Every response of an endpoint to a GET. A HEAD has no body, and a path that does not exist is not the endpoint. */
export function responsesToGet(context: EndpointContext): readonly ProbeResult[] {
  return context
    .all()
    .filter(({ exchange: { plan } }) => (plan.method ?? "GET") === "GET" && plan.path === undefined);
}

/** Every response to a GET that is a list of events, with its context. */
export function eventLists({
  contexts,
}: ObservedRun): readonly { context: EndpointContext; result: ProbeResult }[] {
  return contexts.flatMap((context) =>
    responsesToGet(context)
      .filter(isUsable)
      .map((result) => ({ context, result })),
  );
}
