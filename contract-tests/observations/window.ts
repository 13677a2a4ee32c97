import type { RequestPlan } from "../engine/exchange.ts";
import type { Pivots } from "../engine/pivots.ts";
import type { Scene } from "../engine/scene.ts";
import { type DateForm, dateFormNames, dateForms, wholeSecond } from "./date-forms.ts";
import type { ObservationRow } from "./observation-row.ts";

const { utc } = dateForms;

/** The whole window, in each order: what all other answers are compared with. */
const whole = (id: string, sort?: "asc" | "desc", extra: Partial<RequestPlan> = {}): ObservationRow => ({
  id,
  narrows: id === "ascending",
  plan: ({ window }) => ({
    query: [
      ["start", utc(window.start)],
      ["end", utc(window.end)],
      ...(sort ? [["sort", sort] as const] : []),
    ],
    ...extra,
  }),
});

/** A request whose bounds are aimed at events. */
const aimed = (
  id: string,
  query: (pivots: Pivots, scene: Scene) => RequestPlan["query"],
  extra: Partial<RequestPlan> = {},
): ObservationRow => ({
  id,
  after: ["ascending"],
  plan(scene) {
    const pivots = scene.pivots();
    return "notExercised" in pivots ? pivots : { query: query(pivots, scene), ...extra };
  },
});

/** Ids of the two windows of a date form: from one event to another, and the same a millisecond later. */
export const formWindows: readonly {
  readonly form: DateForm;
  readonly at: string;
  readonly after: string;
}[] = dateFormNames.map((form) => ({ form, at: `window-at-${form}`, after: `window-after-${form}` }));

/** Every look into the window. */
export const windowObservations: readonly ObservationRow[] = [
  whole("ascending", "asc"),
  whole("unsorted"),
  whole("descending", "desc"),
  whole("repeated", "asc"),
  whole("compressed", "asc", { headers: [["accept-encoding", "gzip, deflate, br"]] }),
  ...formWindows.flatMap(({ form, at, after }) => [
    aimed(at, ({ lower, upper }) => [
      ["start", dateForms[form](lower)],
      ["end", dateForms[form](upper)],
    ]),
    aimed(after, ({ lower, upper }) => [
      ["start", dateForms[form](lower + 1)],
      ["end", dateForms[form](upper + 1)],
    ]),
  ]),
  aimed("window-whole-seconds", ({ wholeLower, wholeUpper }) => [
    ["start", wholeSecond(wholeLower)],
    ["end", wholeSecond(wholeUpper)],
  ]),
  aimed("start-alone-at", ({ late }) => [["start", utc(late)]]),
  aimed("start-alone-after", ({ late }) => [["start", utc(late + 1)]]),
  aimed("end-alone-at", ({ early }) => [["end", utc(early)]]),
  aimed("end-alone-after", ({ early }) => [["end", utc(early + 1)]]),
  aimed("tile-before", ({ lower }, { window }) => [
    ["start", utc(window.start)],
    ["end", utc(lower)],
  ]),
  aimed("tile-after", ({ lower }, { window }) => [
    ["start", utc(lower)],
    ["end", utc(window.end)],
  ]),
  aimed("empty-window", ({ lower }) => [
    ["start", utc(lower)],
    ["end", utc(lower)],
  ]),
  aimed("inverted-window", ({ lower, upper }) => [
    ["start", utc(upper)],
    ["end", utc(lower)],
  ]),
];
