import { list, timeOf } from "../parts/events.ts";
import { boundsOf, queryOf, rejectWhen } from "../parts/query.ts";
import type { TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";

const hour = 3_600_000;
const day = 24 * hour;
const month = (ms: number) => new Date(ms).getUTCMonth();

/** The last Sunday of a month of 2026 at 01:00 UTC, when European clocks are changed. */
const springForward = Date.UTC(2026, 2, 29, 1);
const fallBack = Date.UTC(2026, 9, 25, 1);
const around = (instant: number) => ({ from: instant - 3 * day, to: instant + 3 * day });

/** Where the calendar turns. */
export const calendarFaults: readonly TopicFault[] = [
  {
    id: "local-midnight",
    title: "reads a date in UTC as one in Paris",
    breaks: start,
    stages: () => boundsOf((ms) => ms - hour),
  },
  {
    id: "summer-time-added",
    title: "is an hour late as long as summer time lasts",
    breaks: start,
    condition: { instant: "clock-change" },
    seenIn: "https://github.com/niles-bot/niles/issues/148",
    options: around(springForward),
    stages: () => boundsOf((ms) => (ms >= springForward ? ms - hour : ms)),
  },
  {
    id: "doubled-hour",
    title: "takes the hour that clocks repeat in autumn for the one before it",
    breaks: start,
    condition: { instant: "clock-change" },
    seenIn: "https://github.com/modelcontextprotocol/servers/pull/4781",
    options: around(fallBack),
    stages: () => boundsOf((ms) => (ms >= fallBack && ms < fallBack + hour ? ms - hour : ms)),
  },
  {
    id: "midnight-takes-the-day",
    title: "takes an end at midnight to include the day that begins",
    breaks: end,
    condition: { instant: "midnight" },
    seenIn: "https://github.com/Openpanel-dev/openpanel/pull/477",
    stages: () => boundsOf((ms, name) => (name === "end" && ms % day === 0 ? ms + day : ms)),
  },
  {
    id: "across-months-refused",
    title: "rejects a window from the end of a month to the beginning of the next",
    breaks: start,
    condition: { window: "across-months" },
    seenIn: "https://github.com/hapi-server/data-specification/issues/90",
    stages: () =>
      queryOf((asked) =>
        asked.start !== undefined &&
        asked.end !== undefined &&
        asked.start < asked.end &&
        month(asked.start) !== month(asked.end)
          ? rejectWhen(400)
          : asked,
      ),
  },
  {
    id: "first-of-month-is-last",
    title: "takes the first of a month for the last day of the one before",
    breaks: end,
    condition: { instant: "month" },
    stages: () => boundsOf((ms) => (new Date(ms).getUTCDate() === 1 && ms % day === 0 ? ms - day : ms)),
  },
  {
    id: "second-boundary-inclusive",
    title: "keeps the events published at end, only where end is a whole second",
    breaks: end,
    condition: { instant: "whole-second" },
    stages: () => boundsOf((ms, name) => (name === "end" && ms % 1000 === 0 ? ms + 1 : ms)),
  },
  {
    id: "days-lose-their-last-minute",
    title: "loses the last minute of each day but the last in a window of some days",
    breaks: "#/components/schemas/NotificationEvents",
    options: { events: 200, from: Date.UTC(2026, 0, 31, 23, 50), to: Date.UTC(2026, 1, 1, 0, 10) },
    stages: () =>
      list((events, { start: from = 0, end: to = Infinity }) =>
        events.filter((event) => {
          const next = Math.ceil((timeOf(event) + 1) / day) * day;
          return next - timeOf(event) > 60_000 || from >= next || to <= next;
        }),
      ),
  },
];
