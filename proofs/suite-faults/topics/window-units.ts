import { every } from "../parts/events.ts";
import { madeEventsAt } from "../parts/made-events.ts";
import { boundsOf } from "../parts/query.ts";
import type { TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";

const second = 1000;
const floorTo = (unit: number) => (ms: number) => Math.floor(ms / unit) * unit;

/** A tie on a whole second and a single event within the next one, over and over. */
const tiesOnSeconds = madeEventsAt(
  Array.from({ length: 40 }, (_, i) => Date.UTC(2026, 0, 29) + i * 7_200_000).flatMap((ms) => [
    ms,
    ms,
    ms + 1_357,
  ]),
);

/** In which unit bounds are compared. */
export const windowUnitFaults: readonly TopicFault[] = [
  {
    id: "window-seconds",
    title: "cuts both bounds down to seconds",
    breaks: start,
    seenIn: "https://github.com/koute/bytehound/issues/76",
    stages: () => boundsOf(floorTo(second)),
  },
  {
    id: "end-seconds",
    title: "cuts end down to seconds",
    breaks: end,
    seenIn: "https://github.com/datalust/seq-tickets/issues/1166",
    stages: () => boundsOf((ms, name) => (name === "end" ? floorTo(second)(ms) : ms)),
  },
  {
    id: "start-seconds",
    title: "cuts start down to seconds",
    breaks: start,
    stages: () => boundsOf((ms, name) => (name === "start" ? floorTo(second)(ms) : ms)),
  },
  {
    id: "start-seconds-up",
    title: "rounds start up to seconds",
    breaks: start,
    stages: () => boundsOf((ms, name) => (name === "start" ? Math.ceil(ms / second) * second : ms)),
  },
  {
    id: "start-seconds-up-beside-ties",
    title: "rounds start up to seconds where end is missing, and has ties on whole seconds alone",
    breaks: start,
    condition: { bounds: "start" },
    options: { events: tiesOnSeconds },
    stages: () =>
      boundsOf((ms, _name, asked) => (asked.end === undefined ? Math.ceil(ms / second) * second : ms)),
  },
  {
    id: "end-seconds-beside-ties",
    title: "cuts end down to seconds where start is missing, and has ties on whole seconds alone",
    breaks: end,
    condition: { bounds: "end" },
    options: { events: tiesOnSeconds },
    stages: () => boundsOf((ms, _name, asked) => (asked.start === undefined ? floorTo(second)(ms) : ms)),
  },
  {
    id: "window-hundredths",
    title: "compares hundredths of a second",
    breaks: start,
    stages: () => boundsOf(floorTo(10)),
  },
  {
    id: "window-minutes",
    title: "cuts both bounds down to minutes",
    breaks: start,
    stages: () => boundsOf(floorTo(60 * second)),
  },
  {
    id: "window-days",
    title: "cuts both bounds down to days",
    breaks: start,
    seenIn: "https://github.com/alphagov/search-api/pull/953",
    stages: () => boundsOf(floorTo(86_400 * second)),
  },
  {
    id: "times-cut-to-seconds",
    title: "shows timestamps in whole seconds, and compares milliseconds",
    breaks: start,
    stages: () =>
      every(({ event }) => {
        event["timestamp"] = Math.floor(Number(event["timestamp"]) / second) * second;
      }),
  },
];
