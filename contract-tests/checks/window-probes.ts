import { security } from "../../generated/contract.js";
import { type Boundaries, divideWindow } from "../engine/boundaries.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import type { PlannedRequest } from "../engine/probe.ts";
import { notExercised, type Reason } from "../engine/reasons.ts";
import { ask, askForAll, onlyOn } from "./ask.ts";
import { clientProbe } from "./client.ts";
import { dateForms } from "./date-forms.ts";
import type { ProbeId, SuiteProbe } from "./probe-ids.ts";
import { type PlannedWindow, windowPlan } from "./window-plan.ts";

type Order = NonNullable<Asked["sort"]>;

/** The whole window: what all other responses are compared with. */
const whole = (id: ProbeId, order?: Order, extra: Partial<RequestPlan> = {}): SuiteProbe => ({
  id,
  narrows: id === "ascending",
  plan: (context) => askForAll(context, order, extra),
});

/** A request whose bounds are aimed at events. */
export const withBoundaries = (
  id: ProbeId,
  plan: (boundaries: Boundaries, context: EndpointContext) => PlannedRequest,
): SuiteProbe => ({
  id,
  after: ["ascending"],
  plan(context) {
    const boundaries = context.boundaries();
    return "notExercised" in boundaries ? boundaries : plan(boundaries, context);
  },
});

/**
 * A window that admits nothing. It matters most where the response to the whole window is too large to be read, because
 * a server that ignores the bounds shows by it. The beginning of a response with events is enough.
 */
export const withoutEvents = (id: ProbeId, bounds: (boundaries: Boundaries) => Asked): SuiteProbe => ({
  id,
  after: ["ascending"],
  statusTells: true,
  plan(context) {
    const found = context.boundaries();
    if ("notExercised" in found && found.notExercised !== "response-too-large") return found;
    const boundaries = "notExercised" in found ? divideWindow(context.window) : found;
    return ask(bounds(boundaries), {}, { maxBodyBytes: 256 * 1024 });
  },
});

/** A window between events, or around a single one, where the data has such a place. */
const smallest = (
  id: ProbeId,
  otherwise: Reason,
  choose: (boundaries: Boundaries) => readonly [start: number, end: number] | undefined,
): SuiteProbe => ({
  id,
  after: ["ascending"],
  plan(context) {
    const boundaries = context.boundaries();
    if ("notExercised" in boundaries) return boundaries;
    const [start, end] = choose(boundaries) ?? [];
    if (start === undefined)
      return notExercised(context.get("ascending").events?.length ? otherwise : "no-events");
    return ask({ start, end });
  },
});

/** The first instant at or after one that a form can say; the next one where the bound is right after an event. */
function boundAt(ms: number, edge: "at" | "after", unit: number): number {
  return edge === "at" ? Math.ceil(ms / unit) * unit : (Math.floor(ms / unit) + 1) * unit;
}

const planned = (row: PlannedWindow): SuiteProbe => ({
  ...withBoundaries(row.id, ({ points }) => {
    const { lower, upper, late, early } = points[row.boundary];
    const [writeStart, writeEnd] = dateForms[row.form];
    const start =
      row.start === "none"
        ? undefined
        : boundAt(row.end === "none" ? late : lower, row.start, writeStart.unit);
    const end =
      row.end === "none" ? undefined : boundAt(row.start === "none" ? early : upper, row.end, writeEnd.unit);
    const { request, asked } = ask(
      {
        start,
        // In a coarse form the start may be the same instant, or a later one.
        end:
          start !== undefined && end !== undefined && end <= start
            ? boundAt(start, "after", writeEnd.unit)
            : end,
        sort: row.order === "none" ? undefined : row.order,
      },
      { start: writeStart.write, end: writeEnd.write },
      row.encoding === "plain" ? { encoding: "plain" } : {},
    );
    const places = row.sequence.split("-");
    const query = request.query.toSorted(([a], [b]) => places.indexOf(a) - places.indexOf(b));
    return { request: { ...request, query }, asked };
  }),
  kinds: [row.endpoint],
});

/** The last request to an endpoint: the first one again, so that what changed in between shows. */
export const repeatedProbe: SuiteProbe = whole("repeated", "asc", { keyName: security.header.toLowerCase() });

/** Every other look into the window. */
export const windowProbes: readonly SuiteProbe[] = [
  whole("ascending", "asc"),
  whole("unsorted"),
  whole("descending", "desc"),
  whole("compressed", "asc", {
    headers: [
      ["accept-encoding", "gzip, deflate, br"],
      ["accept", "*/*"],
    ],
  }),
  ...windowPlan.map(planned),
  // It differs from the requests for the whole window in only one bound, to reveal a cache that ignores this bound.
  withBoundaries("tile-before", ({ calendarBoundary }, { window }) =>
    ask({ start: window.start, end: calendarBoundary, sort: "desc" }),
  ),
  withBoundaries("tile-after", ({ calendarBoundary }, { window }) =>
    ask({ start: calendarBoundary, end: window.end, sort: "asc" }),
  ),
  // The endpoints share the three smallest windows, for want of budget. Two of them begin in the same second of the same
  // endpoint, so that a cache shows that forgets milliseconds.
  onlyOn(
    1,
    withoutEvents("empty-window", ({ single, points }) => {
      const instant = single ?? points.tie.lower;
      return { start: instant, end: instant };
    }),
  ),
  onlyOn(
    1,
    smallest("single-window", "no-single-event", ({ single }) =>
      single === undefined ? undefined : [single, single + 1],
    ),
  ),
  onlyOn(
    2,
    smallest("quiet-window", "no-gap", ({ gap }) => gap),
  ),
  withoutEvents("inverted-window", ({ points }) => ({ start: points.tie.upper, end: points.tie.lower })),
];

/** Ids of all requests that must be answered with what the window holds. */
export const grantedIds: readonly ProbeId[] = [...windowProbes, clientProbe, repeatedProbe]
  .map(({ id }) => id)
  .filter((id) => id !== "empty-window" && id !== "inverted-window");
