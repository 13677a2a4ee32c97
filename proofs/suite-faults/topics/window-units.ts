import { every } from "../parts/events.ts";
import { boundsOf } from "../parts/query.ts";
import type { TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";

const second = 1000;
const floorTo = (unit: number) => (ms: number) => Math.floor(ms / unit) * unit;

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
