import type { EventKind } from "../../generated/contract.js";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { reasons } from "../engine/reasons.ts";
import type { AnswerTable, CheckResult } from "../engine/report.ts";

/** All that a run saw: what answers to open questions are made from. */
export interface Contact {
  readonly contexts: readonly EndpointContext[];
  readonly results: readonly CheckResult[];
}

/** What an answer says; what is left out is empty. */
export interface Answer {
  readonly seen?: readonly string[];
  readonly tables?: readonly AnswerTable[];
  readonly open?: readonly string[];
}

/** Several answers as one. */
export function together(...answers: readonly Answer[]): Answer {
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

/** Things that came up, the most frequent first: `200 (3), 404 (1)`; one that stands alone, without its count. */
export function tally(items: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return listed(counts);
}

/** The same of what is counted already. */
export function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return only[0];
  const shown = sorted.slice(0, 12).map(([item, count]) => `${item} (${count.toLocaleString("en")})`);
  return [...shown, ...(sorted.length > 12 ? [`and ${sorted.length - 12} others`] : [])].join(", ");
}

/** An answer in a few words: its status, and whether anything is in its body. */
export function statusAndBody(result: ProbeResult): string {
  const { status, bodyBytes, failure } = result.exchange;
  if (status === undefined) return `no answer (${failure?.message ?? "none came"})`;
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

/** What the endpoints answered to one request, those that answered alike together; why, where it was not made. */
export function answerTo(
  { contexts }: Contact,
  id: string,
  request: string,
  say: (result: ProbeResult, context: EndpointContext) => string = statusAndBody,
): Answer {
  const said = new Map<string, EventKind[]>();
  for (const context of contexts) {
    for (const result of context.made([id])) {
      const words = say(result, context);
      said.set(words, [...(said.get(words) ?? []), context.kind]);
    }
  }
  if (said.size === 0) return { open: [`${request}: not asked, since ${whyUnmade(contexts, id)}.`] };
  const parts = [...said].map(([words, kinds]) => `${words} (${kinds.join(", ")})`);
  return { seen: [`${request}: ${parts.join("; ")}.`] };
}

/** Why no endpoint was asked for a result. */
export function whyUnmade(contexts: readonly EndpointContext[], id: string): string {
  // That a probe is sent to one endpoint only explains nothing where that one was not asked either.
  const found = contexts.flatMap((context) => context.unmade(id) ?? []);
  const reason = found.find((one) => one !== "probe-not-allowed") ?? found[0];
  return reason === undefined ? "the run ended before" : reasons[reason];
}

/** How a check ended, endpoint by endpoint: `passed (activations); refuted (executions), such as: …`. */
export function outcomeOf({ results }: Contact, check: string): Answer {
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
    : { open: [`Whether ${title}: not judged, since ${reasons[unjudged]}.`] };
}

/** Every answer of an endpoint to a GET. A HEAD has no body, and a path that does not exist is none of theirs. */
export function answersOf(context: EndpointContext): readonly ProbeResult[] {
  return context
    .all()
    .filter(({ exchange: { plan } }) => (plan.method ?? "GET") === "GET" && plan.path === undefined);
}

/** Every one of them that is a list of events, with its context. */
export function lists({ contexts }: Contact): readonly { context: EndpointContext; result: ProbeResult }[] {
  return contexts.flatMap((context) =>
    answersOf(context)
      .filter(isUsable)
      .map((result) => ({ context, result })),
  );
}
