import { validateEvent } from "../../generated/validators.js";
import { isObject } from "../../src/shared/json.ts";
import { specFile } from "../contract-model/document.ts";
import { propertiesAt } from "../contract-model/event-model.ts";
import { evidenceOf, raisableLevel } from "../contract-model/evidence.ts";
import { addToCoverage, describedAt, emptyCoverage } from "../contract-model/schema-coverage.ts";
import { contractNode, eventModel } from "../engine/contract.ts";
import { distinctEvents } from "../engine/endpoint-context.ts";
import type { EvidenceProposal } from "../engine/report.ts";
import { counted, type ObservedRun, responsesToGet } from "./answer.ts";

/**
 * The changes of the contract's evidence that a run supports. Nothing that is documented or sampled is raised.
 * `npm run observe -- --report FILE` makes a patch of them.
 */
export function proposeEvidence(run: ObservedRun): EvidenceProposal[] {
  return [
    ...eventProposals(run),
    ...statusProposals(run),
    ...headerProposals(run),
    ...unitProposals(run),
  ].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** The change of a statement, if it may be raised. */
function propose(
  pointer: string,
  because: string,
  change: EvidenceProposal["change"] = "observed",
): EvidenceProposal[] {
  const level = raisableLevel(contractNode(pointer));
  return level === undefined ? [] : [{ file: specFile(pointer), pointer, level, change, because }];
}

/** Nodes of the event model, by the events that are valid as a whole; and what invalid ones contradict. */
function eventProposals({ contexts }: ObservedRun): EvidenceProposal[] {
  const seen = emptyCoverage(eventModel);
  const wrong = new Map<string, { pointer: string; count: number }>();
  for (const event of contexts.flatMap((context) => [...distinctEvents(context)])) {
    const issues = validateEvent(event);
    if (issues.length === 0) addToCoverage(eventModel, seen, event);
    const type = String(isObject(event) ? event["type"] : undefined);
    for (const { pointer, rule, message } of issues) {
      // What is missing has no place in the event.
      const absent = rule === "required" ? propertiesAt(eventModel, type, pointer)[0] : undefined;
      const at = absent ?? describedAt(eventModel, event, pointer)?.pointer;
      // Something that is no event contradicts no statement about events.
      if (at === undefined) continue;
      const key = `${at}\n${pointer} ${message}`;
      wrong.set(key, { pointer: at, count: (wrong.get(key)?.count ?? 0) + 1 });
    }
  }
  const observed = [...seen].flatMap(([pointer, count]) =>
    count === 0
      ? []
      : propose(pointer, `${counted(count, "valid event")} ${count === 1 ? "shows" : "show"} it`),
  );
  const corrected = [...wrong].map(
    ([key, { pointer, count }]): EvidenceProposal => ({
      file: specFile(pointer),
      pointer,
      level: evidenceOf(contractNode(pointer)) ?? "assumed",
      change: "correct",
      because: `${counted(count, "event")} ${count === 1 ? "contradicts" : "contradict"} it: ${key.split("\n")[1]}`,
    }),
  );
  // Valid events may show what others contradict: then the contradiction is the news.
  const contradicted = new Set(corrected.map(({ pointer }) => pointer));
  return [...observed.filter(({ pointer }) => !contradicted.has(pointer)), ...corrected];
}

const statusPointers: Readonly<Record<number, string>> = {
  204: "no-content",
  400: "bad-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  500: "server-error",
  503: "unavailable",
};

/** Statuses that these endpoints returned. A path that does not exist is not one of them. */
function statusProposals({ contexts }: ObservedRun): EvidenceProposal[] {
  const statuses = exchangesOf(contexts).map(({ status }) => status);
  return Object.entries(statusPointers).flatMap(([status, name]) => {
    const count = statuses.filter((one) => one === Number(status)).length;
    return count === 0
      ? []
      : propose(
          `#/components/responses/${name}`,
          `these endpoints returned ${status} ${counted(count, "time")}`,
        );
  });
}

function headerProposals({ contexts }: ObservedRun): EvidenceProposal[] {
  return ["x-request-id", "retry-after"].flatMap((name) => {
    const count = exchangesOf(contexts).filter(({ headers, throttledHeaders }) =>
      [...headers, ...throttledHeaders].some(([key]) => key === name),
    ).length;
    return count === 0
      ? []
      : propose(
          `#/components/headers/${name}`,
          `${counted(count, "response")} of these endpoints carried it`,
        );
  });
}

/** The statement that a numeric bound counts milliseconds. */
function unitProposals({ results }: ObservedRun): EvidenceProposal[] {
  const rows = results.filter(({ check }) => check === "date-epoch-ms");
  const passed = rows.filter(({ outcome }) => outcome === "passed").length;
  const refuted = rows.flatMap(({ violations }) => violations)[0];
  return ["start", "end"].flatMap((name) => {
    const pointer = `#/components/parameters/${name}/examples/milliseconds`;
    if (refuted !== undefined)
      return propose(pointer, `date-epoch-ms does not hold: ${refuted.actual}`, "correct");
    return passed === 0 ? [] : propose(pointer, `date-epoch-ms holds on ${counted(passed, "endpoint")}`);
  });
}

function exchangesOf(contexts: ObservedRun["contexts"]) {
  return contexts.flatMap(responsesToGet).map(({ exchange }) => exchange);
}
