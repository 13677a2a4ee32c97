import type { Finding, Verdict } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { exactly, instant } from "./compare.ts";
import type { ProbeId, SuiteCheck } from "./probe-ids.ts";
import { eventsOf, incomparable } from "./responses.ts";
import { grantedIds } from "./window-probes.ts";

const row = { needsState: true, evidence: "documented", pointer: "#/components/parameters/sort" } as const;

/** One of them without a window: an order may be forgotten where nothing is filtered. */
const sortedDescending: readonly ProbeId[] = [...grantedIds, "no-window"];

const timestamps = (events: readonly unknown[]): number[] =>
  events.flatMap((event) => timestampOf(event) ?? []);

/** Judges every response that was asked for in an order, whatever its window. */
function monotone(context: EndpointContext, order: "asc" | "desc", ids: readonly string[]): Verdict {
  const sign = order === "asc" ? 1 : -1;
  const answers = context
    .made(ids)
    .filter(isUsable)
    .filter(({ asked }) => asked.sort === order);
  const judged = answers.filter((answer) => new Set(timestamps(eventsIn(answer))).size > 1);
  if (judged.length === 0) {
    return notExercised(
      answers.some((answer) => eventsIn(answer).length > 0) ? "one-timestamp" : "no-events",
    );
  }
  return judged.flatMap((result): Finding[] => {
    let before: number | undefined;
    for (const [eventIndex, event] of eventsIn(result).entries()) {
      const time = timestampOf(event);
      if (time === undefined) continue;
      if (before !== undefined && (time - before) * sign < 0) {
        const expected = `each timestamp ${order === "asc" ? ">=" : "<="} the one before`;
        const actual = `${instant(time)} after ${instant(before)}`;
        return [{ code: "out-of-order", expected, actual, result, eventIndex, pointer: "/timestamp" }];
      }
      before = time;
    }
    return [];
  });
}

/** The response in this order holds the very events of the ascending one. */
function sameEvents(context: EndpointContext, id: string): Verdict {
  return incomparable(context) ?? exactly(context, context.get(id));
}

function tied(context: EndpointContext, result: ProbeResult): Map<number, number> {
  const counts = new Map<number, number>();
  for (const time of timestamps(eventsOf(context, result))) counts.set(time, (counts.get(time) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** Timestamps of the events that both responses show, in the order of the first. What only one shows is another check's. */
function shared(answer: ProbeResult, other: ProbeResult): number[] {
  const known = new Set(eventsIn(other).map(identityOf));
  return timestamps(eventsIn(answer).filter((event) => known.has(identityOf(event))));
}

/** Checks of `sort`. The contract does not state the order of ties, so any order is accepted. */
export const orderChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "sort-asc",
    title: "sort=asc returns events oldest first",
    needs: grantedIds,
    anyOf: true,
    judge: (context) => monotone(context, "asc", grantedIds),
  },
  {
    ...row,
    id: "sort-desc",
    title: "sort=desc returns events newest first",
    needs: sortedDescending,
    anyOf: true,
    judge: (context) => monotone(context, "desc", sortedDescending),
  },
  {
    ...row,
    id: "sort-asc-permutation",
    title: "sort=asc returns the same events as an unsorted request",
    needs: ["ascending", "unsorted"],
    judge: (context) => sameEvents(context, "unsorted"),
  },
  {
    ...row,
    id: "sort-desc-permutation",
    title: "sort=desc returns the same events as sort=asc",
    needs: ["ascending", "descending"],
    judge: (context) => sameEvents(context, "descending"),
  },
  {
    ...row,
    id: "sort-mirror",
    title: "sort=desc is the reverse of sort=asc, except for ties",
    needs: ["ascending", "descending"],
    judge: (context) => {
      const problem = incomparable(context);
      if (problem) return problem;
      const [ascending, result] = [context.get("ascending"), context.get("descending")];
      const forwards = shared(ascending, result);
      const backwards = shared(result, ascending).reverse();
      if (new Set([...forwards, ...backwards]).size < 2)
        return notExercised(forwards.length === 0 ? "base-response-unusable" : "one-timestamp");
      const differs = forwards.findIndex((time, i) => backwards[i] !== time);
      if (differs < 0) return [];
      const actual = `${instant(backwards[differs])}, counted from its end event ${differs}, where sort=asc has ${instant(forwards[differs])}`;
      return [{ code: "not-reversed", expected: "the timestamps of sort=asc in reverse", actual, result }];
    },
  },
  {
    ...row,
    id: "ties-kept",
    title: "every order returns all events that share a timestamp",
    needs: ["ascending", "descending", "unsorted"],
    judge: (context) => {
      const problem = incomparable(context);
      if (problem) return problem;
      const responses = [context.get("ascending"), context.get("descending"), context.get("unsorted")];
      const most = new Map<number, number>();
      for (const response of responses) {
        for (const [time, count] of tied(context, response))
          most.set(time, Math.max(count, most.get(time) ?? 0));
      }
      if (most.size === 0) return notExercised("no-ties");
      return responses.flatMap((result): Finding[] => {
        const ties = tied(context, result);
        const lost = [...most].filter(([time, count]) => (ties.get(time) ?? 0) < count);
        if (lost.length === 0) return [];
        const expected = "as many events at each timestamp as the other orders show";
        return [{ code: "lost-ties", expected, actual: `fewer at ${lost.length} timestamps`, result }];
      });
    },
  },
];
