import type { EventKind } from "../../generated/event-kinds.js";
import type { RequestPlan } from "../engine/exchange.ts";
import { divide, type Pivots } from "../engine/pivots.ts";
import type { Probe } from "../engine/probe.ts";
import { notExercised, type Reason } from "../engine/reasons.ts";
import type { Scene } from "../engine/scene.ts";
import { clientObservation } from "./client.ts";
import {
  type DateForm,
  dateFormNames,
  dateForms,
  utc,
  wholeSecond,
  wholeSecondWithOffset,
} from "./date-forms.ts";
import { on } from "./on-one-endpoint.ts";

type Order = "asc" | "desc";

const sorted = (order: Order | undefined): RequestPlan["query"] =>
  order === undefined ? [] : [["sort", order]];

/** The whole window: what all other answers are compared with. */
const whole = (id: string, order?: Order, extra: Partial<RequestPlan> = {}): Probe => ({
  id,
  narrows: id === "ascending",
  plan: ({ window }) => ({
    query: [["start", utc(window.start)], ["end", utc(window.end)], ...sorted(order)],
    ...extra,
  }),
});

/** A request whose bounds are aimed at events. */
const aimed = (id: string, query: (pivots: Pivots, scene: Scene) => RequestPlan["query"]): Probe => ({
  id,
  after: ["ascending"],
  plan(scene) {
    const pivots = scene.pivots();
    return "notExercised" in pivots ? pivots : { query: query(pivots, scene) };
  },
});

/**
 * A window that admits nothing. Where the whole window's answer is too large to be read, it is asked for all the more: a
 * server that ignores the bounds shows by it. Of one that answers with events, the beginning will do.
 */
const barren = (id: string, query: (pivots: Pivots) => RequestPlan["query"]): Probe => ({
  id,
  after: ["ascending"],
  statusTells: true,
  plan(scene) {
    const found = scene.pivots();
    if ("notExercised" in found && found.notExercised !== "answer-too-large") return found;
    const pivots = "notExercised" in found ? divide(scene.window) : found;
    return { query: query(pivots), maxBodyBytes: 256 * 1024 };
  },
});

/** Ids of the two windows of a date form: from one event to another, and the same a millisecond later. */
export const formWindows: readonly {
  readonly form: DateForm;
  readonly at: string;
  readonly after: string;
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
  id: string,
  otherwise: Reason,
  choose: (pivots: Pivots) => readonly [start: number, end: number] | undefined,
): Probe => ({
  id,
  after: ["ascending"],
  plan(scene) {
    const pivots = scene.pivots();
    if ("notExercised" in pivots) return pivots;
    const bounds = choose(pivots);
    if (bounds === undefined)
      return notExercised(scene.get("ascending").events?.length ? otherwise : "no-events");
    return {
      query: [
        ["start", utc(bounds[0])],
        ["end", utc(bounds[1])],
      ],
    };
  },
});

/** Ids of the requests with one bound: at an event, and a millisecond later. */
export const aloneIds = ["start-alone-at", "start-alone-after", "end-alone-at", "end-alone-after"] as const;

/**
 * Form and order of the requests with one bound. The budget does not allow all combinations on each endpoint, so the
 * endpoints share them: each bound meets each form and each order somewhere, and a whole millisecond everywhere.
 */
const alone: Readonly<
  Record<(typeof aloneIds)[number], Readonly<Record<EventKind, readonly [form: DateForm, order?: Order]>>>
> = {
  "start-alone-at": {
    activations: ["utc", "asc"],
    executions: ["offset", "desc"],
    cancellations: ["microseconds"],
  },
  "start-alone-after": {
    activations: ["epoch-ms", "desc"],
    executions: ["utc"],
    cancellations: ["utc", "asc"],
  },
  "end-alone-at": {
    activations: ["microseconds", "desc"],
    executions: ["utc", "asc"],
    cancellations: ["utc"],
  },
  "end-alone-after": {
    activations: ["offset"],
    executions: ["epoch-ms", "desc"],
    cancellations: ["offset", "asc"],
  },
};

const withOneBound = (id: (typeof aloneIds)[number]): Probe =>
  aimed(id, ({ late, early }, { kind }) => {
    const [form, order] = alone[id][kind];
    const [lower, upper] = dateForms[form];
    const later = id.endsWith("after") ? 1 : 0;
    const bound = id.startsWith("start") ? lower(late + later) : upper(early + later);
    return [[id.startsWith("start") ? "start" : "end", bound], ...sorted(order)];
  });

/** The last request to an endpoint: the first one again, so that what changed in between shows. */
export const repeatedObservation: Probe = whole("repeated", "asc", { keyName: "x-key" });

/** Every other look into the window. */
export const windowObservations: readonly Probe[] = [
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
    const dated = (kind: EventKind, where: EventKind) => form === "epoch-ms" && kind === where;
    return [
      aimed(at, ({ lower, upper }, { kind }) => [
        ["start", one(lower)],
        ["end", dated(kind, "cancellations") ? utc(upper) : other(upper)],
        ...sorted(formOrders[form][0]),
      ]),
      aimed(after, ({ lower, upper }, { kind }) => [
        ["start", dated(kind, "executions") ? utc(lower + 1) : other(lower + 1)],
        ["end", one(upper + 1)],
        ...sorted(formOrders[form][1]),
      ]),
    ];
  }),
  // The order of parameters means nothing, so one request turns it round.
  aimed("window-whole-seconds", ({ wholeLower, wholeUpper }) => [
    ["end", wholeSecondWithOffset(wholeUpper)],
    ["start", wholeSecond(wholeLower)],
  ]),
  ...aloneIds.map(withOneBound),
  // In the words of the requests for the whole window but for one bound, so that a cache shows that forgets it.
  aimed("tile-before", ({ seam }, { window }) => [
    ["start", utc(window.start)],
    ["end", utc(seam)],
    ["sort", "desc"],
  ]),
  aimed("tile-after", ({ seam }, { window }) => [
    ["start", utc(seam)],
    ["end", utc(window.end)],
    ["sort", "asc"],
  ]),
  // The endpoints share the three smallest windows, for want of budget.
  on(
    "activations",
    barren("empty-window", ({ lower }) => [
      ["start", utc(lower)],
      ["end", utc(lower)],
    ]),
  ),
  on(
    "executions",
    smallest("single-window", "no-lone-event", ({ lone }) =>
      lone === undefined ? undefined : [lone, lone + 1],
    ),
  ),
  on(
    "cancellations",
    smallest("quiet-window", "no-quiet-time", ({ quiet }) => quiet),
  ),
  barren("inverted-window", ({ lower, upper }) => [
    ["start", utc(upper)],
    ["end", utc(lower)],
  ]),
];

/** Ids of the requests for the whole window. */
export const listings: readonly string[] = ["ascending", "unsorted", "descending", "compressed", "repeated"];
/** Ids of all requests that must be answered with what the window holds. */
export const grantedIds: readonly string[] = [...windowObservations, clientObservation, repeatedObservation]
  .map(({ id }) => id)
  .filter((id) => id !== "empty-window" && id !== "inverted-window");
