import type { Verdict } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, stampOf } from "../engine/event.ts";
import { eventsIn } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { eventCount, exactly, expectedIn, outside, unexpected, unusable } from "./compare.ts";
import type { ProbeId, SuiteCheck } from "./probe-ids.ts";
import { incomparable } from "./responses.ts";
import { formWindows } from "./window-probes.ts";

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

/** Events of the answers to some requests that lie on the wrong side of a bound. */
function beyond(context: EndpointContext, bound: "start" | "end", ids: readonly string[]): Verdict {
  return compared(context, () =>
    ids.flatMap((id) => {
      const result = context.get(id);
      return outside(result, { [bound]: result.asked[bound] });
    }),
  );
}

/** A window that must hold no event. Where the whole window's response is too large to be read, this one tells alone. */
function expectEmpty(context: EndpointContext, id: string): Verdict {
  const readable = context.made(["ascending"]).length > 0;
  return (readable ? incomparable(context) : undefined) ?? nothing(context, id);
}

const utcWindows: readonly ProbeId[] = ["window-at-utc", "window-after-utc"];

/** A window that admits no event: empty in any of its forms, or rejected. */
function nothing(context: EndpointContext, id: string): Verdict {
  const result = context.get(id);
  const status = result.exchange.status ?? 0;
  if (status >= 400 && status < 500) return [];
  const expected = "no events, or an error response";
  const broken = unusable(result, expected);
  if (broken) return [broken];
  const count = eventsIn(result).length;
  return count === 0 ? [] : [{ code: "unexpected-events", expected, actual: eventCount(count), result }];
}

/** What `start` and `end` promise. Each row for one has its mirror for the other. */
export const windowChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "window-start",
    title: "no event is older than start",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows, "tile-after"],
    judge: (context) => beyond(context, "start", [...utcWindows, "tile-after", "ascending"]),
  },
  {
    ...row,
    id: "window-end",
    title: "no event is as young as end, or younger",
    pointer: endPointer,
    needs: ["ascending", ...utcWindows, "tile-before"],
    judge: (context) => beyond(context, "end", [...utcWindows, "tile-before", "ascending"]),
  },
  {
    ...row,
    id: "window-both",
    title: "with start and end, exactly the events between them are answered, the boundary in and out",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows],
    judge: (context) => exactlyAll(context, ...utcWindows),
  },
  {
    ...row,
    id: "window-start-alone",
    title: "start alone keeps the event published at that millisecond, and drops it a millisecond later",
    pointer: startPointer,
    needs: ["ascending", "start-alone-at", "start-alone-after"],
    judge: (context) => exactlyAll(context, "start-alone-at", "start-alone-after"),
  },
  {
    ...row,
    id: "window-end-alone",
    title: "end alone drops the event published at that millisecond, and keeps it a millisecond later",
    pointer: endPointer,
    needs: ["ascending", "end-alone-at", "end-alone-after"],
    judge: (context) => exactlyAll(context, "end-alone-at", "end-alone-after"),
  },
  {
    ...row,
    id: "window-tiling",
    title: "two windows that share a bound hold each event of the whole once",
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
                  expected: "no event in both of two adjoining windows",
                  actual: "an event is in both",
                  result: after,
                  eventIndex: twice,
                },
              ]),
        ];
      }),
  },
  {
    ...row,
    id: "window-subset",
    title: "a narrower window shows nothing that the wider one lacks",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows],
    judge: (context) =>
      compared(context, () => utcWindows.flatMap((id) => unexpected(context, context.get(id)))),
  },
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
    title: "a window between two events is empty, and not rejected",
    pointer: endPointer,
    needs: ["quiet-window"],
    scope: "run",
    judge: (context) => exactlyAll(context, "quiet-window"),
  },
  {
    ...row,
    id: "window-single",
    title: "a window of the millisecond of one event shows that event",
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
  {
    ...row,
    id: "window-on-publication",
    title: "the window goes by the publication of an event, not by the stamp of its send",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows],
    judge: (context) =>
      compared(context, () => {
        const result = context.get("window-at-utc");
        const { start = 0 } = result.asked;
        const due = expectedIn(context, result).filter((event) => {
          const stamped = stampOf(event)?.["time"];
          return typeof stamped === "number" && stamped < start;
        });
        if (due.length === 0) return notExercised("no-stamp");
        const answered = new Set(eventsIn(result).map(identityOf));
        if (due.some((event) => answered.has(identityOf(event)))) return [];
        const expected = "events published in the window though stamped before it";
        return [
          { code: "window-by-stamp", expected, actual: `all ${due.length} of them are missing`, result },
        ];
      }),
  },
  ...formWindows.map(
    ({ form, at, after }): SuiteCheck => ({
      ...row,
      id: `date-${form}`,
      title: `bounds written as ${form} mean the same instants`,
      evidence: form === "epoch-ms" ? "assumed" : "documented",
      pointer: "#/components/schemas/Instant",
      needs: ["ascending", at, after],
      judge: (context) => exactlyAll(context, at, after),
    }),
  ),
  {
    ...row,
    id: "date-whole-seconds",
    title: "bounds without a fraction mean whole seconds",
    pointer: "#/components/schemas/Instant",
    needs: ["ascending", "window-whole-seconds"],
    judge: (context) => exactlyAll(context, "window-whole-seconds"),
  },
];
