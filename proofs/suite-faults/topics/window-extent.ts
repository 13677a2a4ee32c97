import { replyWithEvents } from "../../../src/sandbox/reply.ts";
import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { list, select, timeline, timeOf } from "../parts/events.ts";
import { boundsOf, parametersOf, queryOf, rejectWhen } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import type { Stages, TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";
const array = "#/components/schemas/NotificationEvents";

const hour = 3_600_000;
const day = 24 * hour;

/** Answers at most so many events, of those that come first in time. */
const capped = (most: number): Stages =>
  select((store, asked, turn) => take(selectEvents(store, asked, turn), most));

/** Rejects a window without events, unless it is from an instant to itself. */
const whereNothing = (status: number): Stages => ({
  respond(events, request, settings) {
    const found = [...events];
    const all = parametersOf(request);
    return found.length === 0 && all.get("start") !== all.get("end")
      ? replyWith(status, {}, "")
      : replyWithEvents(found, request, settings);
  },
});

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const item of items) if (count++ < most) yield item;
}

/** Wide and narrow, empty and inverted windows, and where the calendar turns. */
export const windowExtentFaults: readonly TopicFault[] = [
  {
    id: "empty-window-instant",
    title: "responds to a window from an instant to itself with the events of that instant",
    breaks: end,
    condition: { window: "empty" },
    stages: () =>
      queryOf((asked) => (asked.start === asked.end && asked.end ? { ...asked, end: asked.end + 1 } : asked)),
  },
  {
    id: "empty-window-all",
    title: "responds to a window from an instant to itself with everything",
    breaks: end,
    condition: { window: "empty" },
    stages: () =>
      queryOf((asked) =>
        asked.start === asked.end ? { ...asked, start: undefined, end: undefined } : asked,
      ),
  },
  {
    id: "empty-window-500",
    title: "crashes at a window from an instant to itself",
    breaks: "#/components/responses/server-error",
    condition: { window: "empty" },
    seenIn: "https://github.com/datalust/seq-tickets/issues/712",
    stages: () =>
      queryOf((asked) => (asked.start !== undefined && asked.start === asked.end ? rejectWhen(500) : asked)),
  },
  {
    id: "inverted-window-swapped",
    title: "swaps the bounds of an inverted window",
    breaks: end,
    condition: { window: "inverted" },
    stages: () =>
      queryOf((asked) =>
        (asked.start ?? 0) > (asked.end ?? Infinity)
          ? { ...asked, start: asked.end, end: asked.start }
          : asked,
      ),
  },
  {
    id: "inverted-window-500",
    title: "crashes at an inverted window",
    breaks: "#/components/responses/server-error",
    condition: { window: "inverted" },
    stages: () =>
      queryOf((asked) => ((asked.start ?? 0) > (asked.end ?? Infinity) ? rejectWhen(500) : asked)),
  },
  {
    id: "inverted-window-open",
    title: "drops the end of an inverted window",
    breaks: end,
    condition: { window: "inverted" },
    stages: () =>
      queryOf((asked) =>
        (asked.start ?? 0) > (asked.end ?? Infinity) ? { ...asked, end: undefined } : asked,
      ),
  },
  {
    id: "wide-window-clipped-to-end",
    title: "shows no more than the last three days of a window",
    breaks: start,
    stages: () =>
      boundsOf((ms, name, { end: to = Infinity }) => (name === "start" ? Math.max(ms, to - 3 * day) : ms)),
  },
  {
    id: "wide-window-clipped-to-start",
    title: "shows no more than the first three days of a window",
    breaks: end,
    stages: () =>
      boundsOf((ms, name, { start: from = -Infinity }) =>
        name === "end" ? Math.min(ms, from + 3 * day) : ms,
      ),
  },
  {
    id: "start-alone-one-day",
    title: "shows one day where end is missing",
    breaks: start,
    condition: { bounds: "start" },
    stages: () =>
      queryOf((asked) =>
        asked.start !== undefined && asked.end === undefined ? { ...asked, end: asked.start + day } : asked,
      ),
  },
  {
    id: "end-alone-one-day",
    title: "shows one day where start is missing",
    breaks: end,
    condition: { bounds: "end" },
    stages: () =>
      queryOf((asked) =>
        asked.end !== undefined && asked.start === undefined ? { ...asked, start: asked.end - day } : asked,
      ),
  },
  {
    id: "capped-at-100",
    title: "returns no more than 100 events",
    breaks: array,
    seenIn: "https://github.com/similarweb/finala/issues/112",
    stages: () => capped(100),
  },
  {
    id: "capped-at-1000",
    title: "returns no more than 1,000 events",
    breaks: array,
    seenIn: "https://github.com/magda-io/magda/issues/1432",
    options: { events: 1_100 },
    stages: () => capped(1_000),
  },
  {
    id: "capped-at-10000",
    title: "returns no more than 10,000 events",
    breaks: array,
    options: { events: 10_050 },
    stages: () => capped(10_000),
  },
  {
    id: "capped-oldest",
    title: "returns the oldest 100 events of a window, in every order",
    breaks: array,
    stages: () =>
      list((events, asked, store) => {
        const oldest = [...selectEvents(store, { ...asked, sort: "asc" }, 0)].slice(0, 100);
        const kept = new Set(oldest.map((text) => JSON.parse(text).id));
        return events.filter(({ id }) => kept.has(id));
      }),
  },
  {
    id: "capped-with-one-bound",
    title: "returns no more than 50 events where one bound is missing",
    breaks: array,
    condition: { bounds: "one" },
    stages: () =>
      list((events, asked) =>
        (asked.start ?? asked.end) === (asked.end ?? asked.start) ? events.slice(0, 50) : events,
      ),
  },
  {
    id: "large-answer-loses-last",
    title: "loses the last event of a response of more than 1,000",
    breaks: array,
    condition: { size: "large" },
    options: { events: 1_100 },
    stages: () => list((events) => (events.length > 1_000 ? events.slice(0, -1) : events)),
  },
  {
    id: "quiet-window-404",
    title: "returns 404 where nothing was published in the window",
    breaks: array,
    condition: { window: "without-events" },
    stages: () => whereNothing(404),
  },
  {
    id: "quiet-window-500",
    title: "crashes where nothing was published in the window",
    breaks: array,
    condition: { window: "without-events" },
    stages: () => whereNothing(500),
  },
  {
    id: "newest-need-late-start",
    title: "shows the newest events, which are in another store, only where start lies among them",
    breaks: array,
    stages: () =>
      list((events, asked, store) => {
        const all = timeline(store, asked);
        const split = timeOf(all[Math.floor(all.length * 0.8)] ?? {});
        return (asked.start ?? 0) >= split ? events : events.filter((event) => timeOf(event) < split);
      }),
  },
  {
    id: "after-newest-one",
    title: "returns its newest event where start is later than all",
    breaks: start,
    condition: { window: "without-events" },
    stages: () =>
      list((events, asked, store) => {
        const newest = timeline(store, asked).at(-1);
        return newest && (asked.start ?? 0) > timeOf(newest) ? [newest] : events;
      }),
  },
  {
    id: "millisecond-empty",
    title: "takes a window of a millisecond for an empty one",
    breaks: end,
    condition: { window: "millisecond" },
    stages: () => list((events, asked) => ((asked.end ?? Infinity) - (asked.start ?? 0) === 1 ? [] : events)),
  },
  {
    id: "bounds-ignored-large",
    title: "ignores both bounds, and has more to show than anybody reads",
    breaks: start,
    options: { events: 16_000 },
    stages: () => queryOf((asked) => ({ ...asked, start: undefined, end: undefined })),
  },
];
