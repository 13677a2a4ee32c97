import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { every, list, timeOf } from "../parts/events.ts";
import type { Json } from "../parts/json.ts";
import { madeEventsAt, uuid } from "../parts/made-events.ts";
import { queryOf, rejectWhen } from "../parts/query.ts";
import type { Variation } from "../variant.ts";

const data = "the contract says nothing of how many events there are, or when";

const morning = Date.UTC(2026, 0, 30, 9, 41, 7, 123);
const times = (count: number, step: number) => Array.from({ length: count }, (_, i) => morning + i * step);

/** Stores, and the orders that the contract leaves open. */
export const dataVariations: readonly Variation[] = [
  { id: "no-events", title: "has no events", allowed: data, options: { events: 0 }, bare: true },
  {
    id: "no-events-204",
    title: "has no events and says so with 204",
    allowed: data,
    options: { events: 0, behaviour: { emptyAnswer: "204" } },
    bare: true,
  },
  { id: "one-event", title: "has one event", allowed: data, options: { events: madeEventsAt([morning]) } },
  {
    id: "one-event-inverted-400",
    title: "has one event, and rejects a window whose start is later than its end",
    allowed: "the contract says nothing of such windows",
    options: { events: madeEventsAt([morning]) },
    stages: () =>
      queryOf((asked) => ((asked.start ?? 0) > (asked.end ?? Infinity) ? rejectWhen(400) : asked)),
  },
  {
    id: "two-events",
    title: "has two events",
    allowed: data,
    options: { events: madeEventsAt(times(2, 1)) },
  },
  {
    id: "three-events",
    title: "has three events",
    allowed: data,
    options: { events: madeEventsAt(times(3, 86_400_000)) },
  },
  {
    id: "one-kind",
    title: "has events on one endpoint only",
    allowed: data,
    options: { events: madeEventsAt(times(30, 60_000)).filter(({ type }) => type === "execution") },
  },
  {
    id: "same-millisecond",
    title: "has all events in one millisecond",
    allowed: data,
    options: { events: madeEventsAt(times(25, 0)) },
  },
  {
    id: "every-millisecond",
    title: "has an event in each millisecond",
    allowed: data,
    options: { events: madeEventsAt(times(60, 1)) },
  },
  {
    id: "whole-seconds",
    title: "publishes on whole seconds",
    allowed: "vendor samples do",
    options: { events: madeEventsAt(times(60, 90_000).map((ms) => Math.floor(ms / 1000) * 1000)) },
  },
  {
    id: "midnights",
    title: "publishes at midnight",
    allowed: data,
    options: { events: madeEventsAt([28, 29, 30, 31].map((day) => Date.UTC(2026, 0, day))) },
  },
  {
    id: "first-millisecond",
    title: "has events in the first and the last millisecond of the window",
    allowed: data,
    options: { events: madeEventsAt([Date.UTC(2026, 0, 28), Date.UTC(2026, 1, 4) - 1]) },
  },
  {
    id: "history",
    title: "has events before and after the window",
    allowed: data,
    settings: { window: { start: Date.UTC(2026, 0, 30), end: Date.UTC(2026, 1, 1) } },
  },
  {
    id: "nothing-in-the-window",
    title: "has events, but not in the window",
    allowed: data,
    settings: { window: { start: Date.UTC(2025, 0, 1), end: Date.UTC(2025, 0, 8) } },
    bare: true,
  },
  {
    id: "autumn",
    title: "has events while European clocks are set back",
    allowed: data,
    options: { from: Date.UTC(2026, 9, 24), to: Date.UTC(2026, 9, 27) },
  },
  {
    id: "twenty-years-ago",
    title: "has old events",
    allowed: data,
    options: { from: Date.UTC(2004, 1, 28), to: Date.UTC(2004, 2, 3) },
  },
  {
    id: "too-much",
    title: "has more in the window than the suite reads",
    allowed: "the suite looks into a smaller window",
    stages: () =>
      every(({ event }) => {
        event["padding"] = "x".repeat(60_000);
      }),
  },
  {
    id: "notification-zero",
    title: "knows a notification 0",
    allowed: "ids begin at 0",
    options: { notificationId: 0 },
    settings: { notificationId: 0 },
  },
  {
    id: "notification-largest",
    title: "knows the largest notification but one",
    allowed: "ids end at 2,147,483,647",
    options: { notificationId: 2_147_483_646, events: madeEventsAt(times(9, 3_600_000), 2_147_483_646) },
    settings: { notificationId: 2_147_483_646 },
  },
  {
    id: "key-of-digits",
    title: "has a key without letters",
    allowed: "a key is any text",
    options: { key: "8675309" },
  },
  {
    id: "key-of-one-letter",
    title: "has a key of one letter",
    allowed: "a key is any text",
    options: { key: "k" },
  },
  {
    id: "key-of-signs",
    title: "has a key with signs that addresses escape",
    allowed: "a key is any text",
    options: { key: "a+b&c=d%20/#?" },
  },
  {
    id: "ties-in-any-order",
    title: "returns events of one millisecond in another order each time",
    allowed: "the order of ties is not stated",
    stages: () => {
      let responses = 0;
      return list((events, { sort }) => {
        responses++;
        if (sort === undefined) return events;
        const sign = sort === "asc" ? 1 : -1;
        const rank = (event: Json) => (responses % 2 === 0 ? 1 : -1) * (String(event["id"]) < "8" ? 1 : -1);
        return events.toSorted((a, b) => sign * (timeOf(a) - timeOf(b)) || rank(a) - rank(b));
      });
    },
  },
  {
    id: "ties-not-mirrored",
    title: "returns ties in the same order both ways",
    allowed: "the order of ties is not stated",
    stages: () =>
      list((events, { sort }) =>
        sort === "desc" ? events.toReversed().toSorted((a, b) => timeOf(b) - timeOf(a)) : events,
      ),
  },
  {
    id: "unsorted-ascends",
    title: "returns oldest first where no order is asked for",
    allowed: "any order will do",
    stages: () =>
      list((events, { sort }) =>
        sort === undefined ? events.toSorted((a, b) => timeOf(a) - timeOf(b)) : events,
      ),
  },
  {
    id: "goes-on",
    title: "publishes while it is asked",
    allowed: "what is published after the window is not in it",
    stages: () => {
      let responses = 0;
      return list((events, { end, sort }) => {
        const timestamp = Date.UTC(2026, 1, 4) + ++responses;
        const [event] = events;
        if (end !== undefined || event === undefined) return events;
        const next = { ...event, id: uuid(responses), timestamp };
        return sort === "desc" ? [next, ...events] : [...events, next];
      });
    },
  },
  {
    id: "zero-is-large",
    title: "has a notification 0, with more events than anybody reads",
    allowed: "0 is an id like any other",
    stages: () => ({
      select: (store, query, turn) =>
        query.notificationId === 0
          ? Array.from({ length: 3_000 }, (_, i) =>
              JSON.stringify({ ...madeEventsAt([i], 0)[0], id: uuid(i) }),
            )
          : selectEvents(store, query, turn),
    }),
  },
];
