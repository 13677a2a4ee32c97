import type { Finding, Verdict } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, stampOf } from "../engine/event.ts";
import { eventsIn, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { eventCount, exactly, expectedIn, outside, unexpected, unusable } from "./compare.ts";
import type { DateForm } from "./date-forms.ts";
import type { ProbeId, SuiteCheck } from "./probe-ids.ts";
import { incomparable } from "./responses.ts";
import { hasBothBounds, type WindowRow, windowIds } from "./window-plan.ts";

const startPointer = "#/components/parameters/start";
const endPointer = "#/components/parameters/end";
const row = { needsState: true, evidence: "documented" } as const;

/** Judges responses by what the ascending one shows. */
function compared(context: EndpointContext, judge: () => Verdict): Verdict {
  return incomparable(context) ?? judge();
}

/** The answers to some requests, each held to exactly what its bounds admit. */
function exactlyAll(context: EndpointContext, ...ids: readonly string[]): Verdict {
  return compared(context, () => ids.flatMap((id) => exactly(context, context.get(id))));
}

/** Events of some responses that lie on the wrong side of a bound. */
function beyond(bound: "start" | "end", results: readonly ProbeResult[]): readonly Finding[] {
  return results.flatMap((result) => outside(result, { [bound]: result.asked[bound] }));
}

/** A check of the planned requests that it is about, and of some others, held against the whole window's response. */
function ofWindows(
  check: Pick<SuiteCheck, "id" | "title" | "pointer"> & Partial<Pick<SuiteCheck, "evidence">>,
  isAbout: (row: WindowRow) => boolean,
  judge: (context: EndpointContext, results: readonly ProbeResult[]) => Verdict,
  ...others: readonly ProbeId[]
): SuiteCheck {
  return {
    ...row,
    ...check,
    needs: ["ascending", ...windowIds(isAbout), ...others],
    // Each request of the plan is for one endpoint, which must have got all of its own.
    anyOf: true,
    judge(context) {
      const ids = ["ascending", ...windowIds(isAbout, [context.kind]), ...others];
      const [missing] = ids.flatMap((id) => context.unmade(id) ?? []);
      return missing === undefined
        ? compared(context, () => judge(context, context.made(ids.slice(1))))
        : notExercised(missing);
    },
  };
}

/** Each response holds exactly what its bounds admit. */
function allExactly(context: EndpointContext, results: readonly ProbeResult[]): readonly Finding[] {
  return results.flatMap((result) => exactly(context, result));
}

/**
 * A window that must have no event. If the response to the whole window is too large to be read, this check decides
 * alone.
 */
function expectEmpty(context: EndpointContext, id: string): Verdict {
  const readable = context.made(["ascending"]).length > 0;
  return (readable ? incomparable(context) : undefined) ?? nothing(context, id);
}

/** Whether all bounds are dates: that a number is one, too, is our assumption. */
const isDated = ({ form }: WindowRow): boolean => !form.startsWith("epoch-ms");
const hasDatedStart = (window: WindowRow): boolean => isDated(window) && window.start !== "none";

/** A window that admits no event: empty in any of its forms, or rejected. */
export function nothing(context: EndpointContext, id: string): Verdict {
  const result = context.get(id);
  const status = result.exchange.status ?? 0;
  if (status >= 400 && status < 500) return [];
  const expected = "no events, or an error response";
  const broken = unusable(result, expected);
  if (broken) return [broken];
  const count = eventsIn(result).length;
  return count === 0 ? [] : [{ code: "unexpected-events", expected, actual: eventCount(count), result }];
}

/** The forms of a date, each with a check of its own. */
const dateChecks: readonly (readonly [form: DateForm, title: string])[] = [
  ["utc", "bounds in UTC mean the same instants"],
  ["offset", "bounds with an offset mean the same instants"],
  ["microseconds", "bounds with microseconds mean the same instants"],
  ["epoch-ms", "bounds in epoch milliseconds mean the same instants"],
  ["short-fraction", "bounds with one or two digits of a fraction mean tenths and hundredths"],
  ["whole-seconds", "bounds without a fraction mean whole seconds"],
];

/** Checks of `start` and `end`. Each check of one has its mirror for the other. */
export const windowChecks: readonly SuiteCheck[] = [
  ofWindows(
    { id: "window-start", title: "every event is at or after start", pointer: startPointer },
    hasDatedStart,
    (context, results) => beyond("start", [...results, context.get("ascending")]),
    "tile-after",
  ),
  ofWindows(
    { id: "window-end", title: "every event is before end", pointer: endPointer },
    (window) => isDated(window) && window.end !== "none",
    (context, results) => beyond("end", [...results, context.get("ascending")]),
    "tile-before",
  ),
  ofWindows(
    {
      id: "window-both",
      title: "start and end select exactly the events from start to before end",
      pointer: startPointer,
    },
    hasBothBounds,
    allExactly,
  ),
  ofWindows(
    {
      id: "window-start-alone",
      title: "start alone includes an event at its millisecond, and excludes it one millisecond later",
      pointer: startPointer,
    },
    ({ end }) => end === "none",
    allExactly,
  ),
  ofWindows(
    {
      id: "window-end-alone",
      title: "end alone excludes an event at its millisecond, and includes it one millisecond later",
      pointer: endPointer,
    },
    ({ start }) => start === "none",
    allExactly,
  ),
  {
    ...row,
    id: "window-tiling",
    title: "two adjacent windows together show each event of the whole window once",
    pointer: endPointer,
    needs: ["ascending", "tile-before", "tile-after"],
    judge: (context) =>
      compared(context, () => {
        const before = context.get("tile-before");
        const after = context.get("tile-after");
        const seen = new Set(eventsIn(before).map(identityOf));
        const twice = eventsIn(after).findIndex((event) => seen.has(identityOf(event)));
        return [
          ...exactly(context, before),
          ...exactly(context, after),
          ...(twice < 0
            ? []
            : [
                {
                  code: "in-both-windows" as const,
                  expected: "no event in both of two adjacent windows",
                  actual: "an event is in both",
                  result: after,
                  eventIndex: twice,
                },
              ]),
        ];
      }),
  },
  ofWindows(
    {
      id: "window-subset",
      title: "a narrower window shows only events of the wider one",
      pointer: startPointer,
    },
    isDated,
    (context, results) => results.flatMap((result) => unexpected(context, result)),
  ),
  {
    ...row,
    id: "window-empty",
    title: "a window from an instant to itself is empty",
    pointer: endPointer,
    needs: ["empty-window"],
    scope: "run",
    judge: (context) => expectEmpty(context, "empty-window"),
  },
  {
    ...row,
    id: "window-quiet",
    title: "a window in which nothing was published is empty, and not rejected",
    pointer: endPointer,
    needs: ["quiet-window"],
    scope: "run",
    judge: (context) => exactlyAll(context, "quiet-window"),
  },
  {
    ...row,
    id: "window-single",
    title: "a window of one millisecond shows the event published in it",
    pointer: startPointer,
    needs: ["single-window"],
    scope: "run",
    judge: (context) => exactlyAll(context, "single-window"),
  },
  {
    ...row,
    id: "window-inverted",
    title: "a window whose end lies before its start is empty or rejected",
    pointer: endPointer,
    needs: ["inverted-window"],
    judge: (context) => expectEmpty(context, "inverted-window"),
  },
  ofWindows(
    {
      id: "window-on-publication",
      title: "the window selects events by their publication, not by the stamp of their send",
      pointer: startPointer,
    },
    hasDatedStart,
    (context, results) => {
      const due = results.map((result) => ({ result, events: stampedBefore(context, result) }));
      if (due.every(({ events }) => events.length === 0)) return notExercised("no-stamp");
      return due.flatMap(({ result, events }): Finding[] => {
        const shown = new Set(eventsIn(result).map(identityOf));
        if (events.length === 0 || events.some((event) => shown.has(identityOf(event)))) return [];
        const expected = "the events that were published in the window and stamped before it";
        return [
          { code: "window-by-stamp", expected, actual: `all ${events.length} of them are missing`, result },
        ];
      });
    },
  ),
  ...dateChecks.map(([form, title]) =>
    ofWindows(
      {
        id: `date-${form}`,
        title,
        evidence: form === "epoch-ms" ? "assumed" : "documented",
        pointer: "#/components/schemas/Instant",
      },
      (window) => window.form === form || (form === "epoch-ms" && !isDated(window)),
      allExactly,
    ),
  ),
];

/** Events that a window admits though they were stamped before its start. */
function stampedBefore(context: EndpointContext, result: ProbeResult): readonly unknown[] {
  const { start = 0 } = result.asked;
  return expectedIn(context, result).filter((event) => {
    const stamped = stampOf(event)?.["time"];
    return typeof stamped === "number" && stamped < start;
  });
}
