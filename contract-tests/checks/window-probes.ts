import { type EventKind, security } from "../../generated/contract.js";
import { type Boundaries, divideWindow } from "../engine/boundaries.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import type { PlannedRequest } from "../engine/probe.ts";
import { notExercised, type Reason } from "../engine/reasons.ts";
import { ask, askForAll, endpointAt, onlyOn, shareOf } from "./ask.ts";
import { clientProbe } from "./client.ts";
import {
  type DateForm,
  dateFormNames,
  dateForms,
  utc,
  wholeSecond,
  wholeSecondWithOffset,
} from "./date-forms.ts";
import { oneBoundIds, type ProbeId, type SuiteProbe } from "./probe-ids.ts";

type Order = NonNullable<Asked["sort"]>;

/** The whole window: what all other responses are compared with. */
const whole = (id: ProbeId, order?: Order, extra: Partial<RequestPlan> = {}): SuiteProbe => ({
  id,
  narrows: id === "ascending",
  plan: (context) => askForAll(context, order, extra),
});

/** A request whose bounds are aimed at events. */
const withBoundaries = (
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
const withoutEvents = (id: ProbeId, bounds: (boundaries: Boundaries) => Asked): SuiteProbe => ({
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

/** Ids of the two windows of a date form: from one event to another, and the same a millisecond later. */
export const formWindows: readonly {
  readonly form: DateForm;
  readonly at: ProbeId;
  readonly after: ProbeId;
}[] = dateFormNames.map((form) => ({ form, at: `window-at-${form}`, after: `window-after-${form}` }));

/** The orders that the two windows of a form are asked in: a server may treat a bound otherwise in another order. */
const formOrders: Readonly<Record<DateForm, readonly [at: Order | undefined, after: Order | undefined]>> = {
  utc: ["desc", "asc"],
  offset: [undefined, undefined],
  microseconds: ["asc", "desc"],
  "epoch-ms": [undefined, undefined],
};

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

type OneBound = readonly [form: DateForm, order?: Order];

/**
 * Form and order of the requests with one bound. The budget does not allow all combinations on each endpoint, so the
 * endpoints share them: each bound meets each form and each order somewhere, and a whole millisecond everywhere.
 */
const alone: Readonly<Record<(typeof oneBoundIds)[number], readonly [OneBound, OneBound, OneBound]>> = {
  "start-alone-at": [["utc", "asc"], ["offset", "desc"], ["microseconds"]],
  "start-alone-after": [["epoch-ms", "desc"], ["utc"], ["utc", "asc"]],
  "end-alone-at": [["microseconds", "desc"], ["utc", "asc"], ["utc"]],
  "end-alone-after": [["offset"], ["epoch-ms", "desc"], ["offset", "asc"]],
};

const withOneBound = (id: (typeof oneBoundIds)[number]): SuiteProbe =>
  withBoundaries(id, ({ late, early }, { kind }) => {
    const [form, sort] = shareOf(kind, alone[id]);
    const [lower, upper] = dateForms[form];
    const later = id.endsWith("after") ? 1 : 0;
    return id.startsWith("start")
      ? ask({ start: late + later, sort }, { start: lower })
      : ask({ end: early + later, sort }, { end: upper });
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
  ...formWindows.flatMap(({ form, at, after }) => {
    const [one, other] = dateForms[form];
    // A server may read one bound as it reads the other: on one endpoint each, a number meets a date.
    const dated = (kind: EventKind, turn: number) => form === "epoch-ms" && kind === endpointAt(turn);
    const [firstSort, secondSort] = formOrders[form];
    return [
      withBoundaries(at, ({ lower, upper }, { kind }) =>
        ask({ start: lower, end: upper, sort: firstSort }, { start: one, end: dated(kind, 2) ? utc : other }),
      ),
      withBoundaries(after, ({ lower, upper }, { kind }) =>
        ask(
          { start: lower + 1, end: upper + 1, sort: secondSort },
          { start: dated(kind, 1) ? utc : other, end: one },
        ),
      ),
    ];
  }),
  withBoundaries("window-whole-seconds", ({ wholeLower, wholeUpper }) => {
    const { request, asked } = ask(
      { start: wholeLower, end: wholeUpper },
      { start: wholeSecond, end: wholeSecondWithOffset },
    );
    // The order of parameters means nothing, so one request turns it round.
    return { request: { query: request.query.toReversed() }, asked };
  }),
  ...oneBoundIds.map(withOneBound),
  // In the words of the requests for the whole window but for one bound, so that a cache shows that forgets it.
  withBoundaries("tile-before", ({ calendarBoundary }, { window }) =>
    ask({ start: window.start, end: calendarBoundary, sort: "desc" }),
  ),
  withBoundaries("tile-after", ({ calendarBoundary }, { window }) =>
    ask({ start: calendarBoundary, end: window.end, sort: "asc" }),
  ),
  // The endpoints share the three smallest windows, for want of budget.
  onlyOn(
    0,
    withoutEvents("empty-window", ({ lower }) => ({ start: lower, end: lower })),
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
  withoutEvents("inverted-window", ({ lower, upper }) => ({ start: upper, end: lower })),
];

/** Ids of all requests that must be answered with what the window holds. */
export const grantedIds: readonly ProbeId[] = [...windowProbes, clientProbe, repeatedProbe]
  .map(({ id }) => id)
  .filter((id) => id !== "empty-window" && id !== "inverted-window");
