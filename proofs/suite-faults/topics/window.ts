import type { SandboxQuery } from "../../../src/sandbox/parse-event-request.ts";
import { list, timeline, timeOf } from "../parts/events.ts";
import { partsOf } from "../parts/json.ts";
import { successPointer } from "../parts/pointers.ts";
import { boundsOf, queryOf, rejectWhen } from "../parts/query.ts";
import { onRequest } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";

const move = (name: "start" | "end", by: number): Stages =>
  boundsOf((ms, at) => (at === name ? ms + by : ms));
const moveWhen = (name: "start" | "end", by: number, applies: (query: SandboxQuery) => boolean): Stages =>
  boundsOf((ms, at, asked) => (at === name && applies(asked) ? ms + by : ms));

const both = ({ start: from, end: to }: SandboxQuery) => from !== undefined && to !== undefined;
const alone = (asked: SandboxQuery) => !both(asked);

const ignore = (name: "start" | "end", applies: (query: SandboxQuery) => boolean = () => true): Stages =>
  queryOf((asked) => (applies(asked) ? { ...asked, [name]: undefined } : asked));

/** Which events a window holds. */
export const windowFaults: readonly TopicFault[] = [
  {
    id: "end-inclusive",
    title: "keeps the events published at end",
    breaks: end,
    seenIn: "https://github.com/influxdata/docs.influxdata.com-ARCHIVE/issues/2297",
    stages: () => move("end", 1),
  },
  {
    id: "start-exclusive",
    title: "drops the events published at start",
    breaks: start,
    seenIn: "https://github.com/sabre-io/dav/pull/18",
    stages: () => move("start", 1),
  },
  {
    id: "end-early",
    title: "ends a millisecond early",
    breaks: end,
    stages: () => move("end", -1),
  },
  {
    id: "start-early",
    title: "starts a millisecond early",
    breaks: start,
    stages: () => move("start", -1),
  },
  { id: "start-ignored", title: "ignores start", breaks: start, stages: () => ignore("start") },
  { id: "end-ignored", title: "ignores end", breaks: end, stages: () => ignore("end") },
  {
    id: "start-ignored-alone",
    title: "ignores start where end is missing",
    breaks: start,
    condition: { bounds: "start" },
    seenIn: "https://github.com/arkime/arkime/issues/410",
    stages: () => ignore("start", alone),
  },
  {
    id: "end-ignored-alone",
    title: "ignores end where start is missing",
    breaks: end,
    condition: { bounds: "end" },
    stages: () => ignore("end", alone),
  },
  {
    id: "end-ignored-with-start",
    title: "ignores end where start is sent",
    breaks: end,
    condition: { bounds: "both" },
    stages: () => ignore("end", both),
  },
  {
    id: "start-refused-alone",
    title: "rejects start without end",
    breaks: start,
    condition: { bounds: "start" },
    seenIn: "https://github.com/shift-org/shift-docs/issues/553",
    stages: () => queryOf((asked) => (asked.end === undefined ? rejectWhen(400) : asked)),
  },
  {
    id: "end-refused-alone",
    title: "rejects end without start",
    breaks: end,
    condition: { bounds: "end" },
    stages: () => queryOf((asked) => (asked.start === undefined ? rejectWhen(400) : asked)),
  },
  {
    id: "end-inclusive-alone",
    title: "keeps the events published at end, only where start is missing",
    breaks: end,
    condition: { bounds: "end" },
    stages: () => moveWhen("end", 1, alone),
  },
  {
    id: "start-exclusive-alone",
    title: "drops the events published at start, only where end is missing",
    breaks: start,
    condition: { bounds: "start" },
    stages: () => moveWhen("start", 1, alone),
  },
  {
    id: "end-inclusive-both",
    title: "keeps the events published at end, only where both bounds are sent",
    breaks: end,
    condition: { bounds: "both" },
    stages: () => moveWhen("end", 1, both),
  },
  {
    id: "start-exclusive-both",
    title: "drops the events published at start, only where both bounds are sent",
    breaks: start,
    condition: { bounds: "both" },
    stages: () => moveWhen("start", 1, both),
  },
  ...(["activations", "executions", "cancellations"] as const).flatMap((kind): TopicFault[] => [
    {
      id: `end-inclusive-on-${kind}`,
      title: `keeps the events published at end, on ${kind}`,
      breaks: end,
      condition: { endpoint: kind },
      stages: () => onRequest(kind, move("end", 1)),
    },
    {
      id: `start-exclusive-on-${kind}`,
      title: `drops the events published at start, on ${kind}`,
      breaks: start,
      condition: { endpoint: kind },
      stages: () => onRequest(kind, move("start", 1)),
    },
  ]),
  {
    id: "window-of-stamps",
    title: "goes by the stamp of the send instead of the publication",
    breaks: start,
    stages: () =>
      list((_events, { start: from = -Infinity, end: to = Infinity, ...asked }, store) => {
        const stamped = (event: Parameters<typeof partsOf>[0]) => Number(partsOf(event).stamp["time"]);
        const all = timeline(store, { ...asked, start: undefined, end: undefined });
        const found = all.filter((event) => stamped(event) >= from && stamped(event) < to);
        return asked.sort === "desc" ? found.reverse() : found;
      }),
  },
  {
    id: "start-behind-end-ignored",
    title: "ignores a start that comes after end in the query",
    breaks: start,
    condition: { bounds: "both", sequence: "other" },
    stages: () =>
      queryOf((asked, all) => {
        const names = [...all.keys()];
        const isBehind = names.includes("end") && names.indexOf("start") > names.indexOf("end");
        return isBehind ? { ...asked, start: undefined } : asked;
      }),
  },
  {
    id: "example-sequence-refused",
    title: "rejects a query whose parameters come as end, sort, start",
    breaks: successPointer,
    condition: { sequence: "example" },
    stages: () =>
      queryOf((asked, all) => {
        const names = [...all.keys()];
        const isIn = (sequence: readonly string[]) =>
          String(names) === String(sequence.filter((name) => names.includes(name)));
        return isIn(["end", "sort", "start"]) && !isIn(["start", "end", "sort"]) ? rejectWhen(400) : asked;
      }),
  },
  {
    id: "end-tie-first",
    title: "keeps only the first of the events published in the last millisecond before end",
    breaks: end,
    stages: () =>
      list((events, asked) => {
        const tied = events.filter((event) => timeOf(event) + 1 === asked.end);
        return events.filter((event) => !tied.slice(1).includes(event));
      }),
  },
  {
    id: "start-tie-last",
    title: "keeps only the last of the events published at start",
    breaks: start,
    stages: () =>
      list((events, asked) => {
        const tied = events.filter((event) => timeOf(event) === asked.start);
        return events.filter((event) => !tied.slice(0, -1).includes(event));
      }),
  },
];
