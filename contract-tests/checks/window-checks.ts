import type { Check, Verdict } from "../engine/check.ts";
import { identityOf, stampOf } from "../engine/event.ts";
import { eventsIn } from "../engine/observation.ts";
import type { Pivots } from "../engine/pivots.ts";
import { notExercised } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";
import { formWindows } from "../observations/window.ts";
import { incomparable } from "./answers.ts";
import {
  type Bounds,
  eventCount,
  exactly,
  expectedWithin,
  outside,
  unexpected,
  unusable,
} from "./compare.ts";

const startPointer = "#/components/parameters/start";
const endPointer = "#/components/parameters/end";
const row = { needsState: true, evidence: "documented" } as const;

/** Runs a judgment that needs the pivots. */
function aimed(scene: Scene, judge: (pivots: Pivots) => Verdict): Verdict {
  const pivots = scene.pivots();
  return "notExercised" in pivots ? pivots : (incomparable(scene) ?? judge(pivots));
}

/** The same for a window that admits nothing: where the whole window's answer is too large to be read, its own tells. */
function barren(scene: Scene, id: string): Verdict {
  const readable = scene.made(["ascending"]).length > 0;
  return (readable ? incomparable(scene) : undefined) ?? nothing(scene, id);
}

const utcWindows = ["window-at-utc", "window-after-utc"];

/** The two UTC windows with their bounds. */
function bothBounds({ lower, upper }: Pivots): readonly (readonly [id: string, bounds: Bounds])[] {
  return utcWindows.map((id, i) => [id, { start: lower + i, end: upper + i }]);
}

/** A window that admits no event: empty in any of its forms, or refused. */
function nothing(scene: Scene, id: string): Verdict {
  const observation = scene.get(id);
  const status = observation.exchange.status ?? 0;
  if (status >= 400 && status < 500) return [];
  const expected = "no events, or a refusal";
  const broken = unusable(observation, expected);
  if (broken) return [broken];
  const count = eventsIn(observation).length;
  return count === 0 ? [] : [{ code: "unexpected-events", expected, actual: eventCount(count), observation }];
}

/** What `start` and `end` promise. Each row for one has its mirror for the other. */
export const windowChecks: readonly Check[] = [
  {
    ...row,
    id: "window-start",
    title: "no event is older than start",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows, "tile-after"],
    judge: (scene) =>
      aimed(scene, (pivots) => [
        ...bothBounds(pivots).flatMap(([id, { start }]) => outside(scene.get(id), { start })),
        ...outside(scene.get("tile-after"), { start: pivots.seam }),
        ...outside(scene.get("ascending"), { start: scene.window.start }),
      ]),
  },
  {
    ...row,
    id: "window-end",
    title: "no event is as young as end, or younger",
    pointer: endPointer,
    needs: ["ascending", ...utcWindows, "tile-before"],
    judge: (scene) =>
      aimed(scene, (pivots) => [
        ...bothBounds(pivots).flatMap(([id, { end }]) => outside(scene.get(id), { end })),
        ...outside(scene.get("tile-before"), { end: pivots.seam }),
        ...outside(scene.get("ascending"), { end: scene.window.end }),
      ]),
  },
  {
    ...row,
    id: "window-both",
    title: "with start and end, exactly the events between them are answered, the boundary in and out",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows],
    judge: (scene) =>
      aimed(scene, (pivots) =>
        bothBounds(pivots).flatMap(([id, bounds]) => exactly(scene, scene.get(id), bounds)),
      ),
  },
  {
    ...row,
    id: "window-start-alone",
    title: "start alone keeps the event published at that millisecond, and drops it a millisecond later",
    pointer: startPointer,
    needs: ["ascending", "start-alone-at", "start-alone-after"],
    judge: (scene) =>
      aimed(scene, ({ late }) => [
        ...exactly(scene, scene.get("start-alone-at"), { start: late }),
        ...exactly(scene, scene.get("start-alone-after"), { start: late + 1 }),
      ]),
  },
  {
    ...row,
    id: "window-end-alone",
    title: "end alone drops the event published at that millisecond, and keeps it a millisecond later",
    pointer: endPointer,
    needs: ["ascending", "end-alone-at", "end-alone-after"],
    judge: (scene) =>
      aimed(scene, ({ early }) => [
        ...exactly(scene, scene.get("end-alone-at"), { end: early }),
        ...exactly(scene, scene.get("end-alone-after"), { end: early + 1 }),
      ]),
  },
  {
    ...row,
    id: "window-tiling",
    title: "two windows that share a bound hold each event of the whole once",
    pointer: endPointer,
    needs: ["ascending", "tile-before", "tile-after"],
    judge: (scene) =>
      aimed(scene, ({ seam }) => {
        const before = scene.get("tile-before");
        const after = scene.get("tile-after");
        const seen = new Set(eventsIn(before).map(identityOf));
        const twice = eventsIn(after).findIndex((event) => seen.has(identityOf(event)));
        return [
          ...exactly(scene, before, { start: scene.window.start, end: seam }),
          ...exactly(scene, after, { start: seam, end: scene.window.end }),
          ...(twice < 0
            ? []
            : [
                {
                  code: "in-both-windows" as const,
                  expected: "no event in both of two adjoining windows",
                  actual: "an event is in both",
                  observation: after,
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
    judge: (scene) =>
      aimed(scene, (pivots) => bothBounds(pivots).flatMap(([id]) => unexpected(scene, scene.get(id)))),
  },
  {
    ...row,
    id: "window-empty",
    title: "a window from an instant to itself is empty",
    pointer: endPointer,
    needs: ["empty-window"],
    scope: "run",
    judge: (scene) => barren(scene, "empty-window"),
  },
  {
    ...row,
    id: "window-quiet",
    title: "a window between two events is empty, and not refused",
    pointer: endPointer,
    needs: ["quiet-window"],
    scope: "run",
    judge: (scene) =>
      aimed(scene, ({ quiet }) =>
        exactly(scene, scene.get("quiet-window"), { start: quiet?.[0], end: quiet?.[1] }),
      ),
  },
  {
    ...row,
    id: "window-single",
    title: "a window of the millisecond of one event shows that event",
    pointer: startPointer,
    needs: ["single-window"],
    scope: "run",
    judge: (scene) =>
      aimed(scene, ({ lone = 0 }) =>
        exactly(scene, scene.get("single-window"), { start: lone, end: lone + 1 }),
      ),
  },
  {
    ...row,
    id: "window-inverted",
    title: "a window whose end lies before its start is empty or refused",
    pointer: endPointer,
    needs: ["inverted-window"],
    judge: (scene) => barren(scene, "inverted-window"),
  },
  {
    ...row,
    id: "window-on-publication",
    title: "the window goes by the publication of an event, not by the stamp of its send",
    pointer: startPointer,
    needs: ["ascending", ...utcWindows],
    judge: (scene) =>
      aimed(scene, (pivots) => {
        const observation = scene.get("window-at-utc");
        const due = expectedWithin(scene, { start: pivots.lower, end: pivots.upper }).filter((event) => {
          const stamped = stampOf(event)?.["time"];
          return typeof stamped === "number" && stamped < pivots.lower;
        });
        if (due.length === 0) return notExercised("no-stamp");
        const answered = new Set(eventsIn(observation).map(identityOf));
        if (due.some((event) => answered.has(identityOf(event)))) return [];
        const expected = "events published in the window though stamped before it";
        return [
          { code: "window-by-stamp", expected, actual: `all ${due.length} of them are missing`, observation },
        ];
      }),
  },
  ...formWindows.map(
    ({ form, at, after }): Check => ({
      ...row,
      id: `date-${form}`,
      title: `bounds written as ${form} mean the same instants`,
      evidence: form === "epoch-ms" ? "assumed" : "documented",
      pointer: "#/components/schemas/Instant",
      needs: ["ascending", at, after],
      judge: (scene) =>
        aimed(scene, ({ lower, upper }) => [
          ...exactly(scene, scene.get(at), { start: lower, end: upper }),
          ...exactly(scene, scene.get(after), { start: lower + 1, end: upper + 1 }),
        ]),
    }),
  ),
  {
    ...row,
    id: "date-whole-seconds",
    title: "bounds without a fraction mean whole seconds",
    pointer: "#/components/schemas/Instant",
    needs: ["ascending", "window-whole-seconds"],
    judge: (scene) =>
      aimed(scene, ({ wholeLower, wholeUpper }) =>
        exactly(scene, scene.get("window-whole-seconds"), { start: wholeLower, end: wholeUpper }),
      ),
  },
];
