import type { SandboxQuery } from "../../../src/sandbox/parse-event-request.ts";
import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { list, select, timeOf } from "../parts/events.ts";
import { type Json, partsOf } from "../parts/json.ts";
import { queryOf, rejectWhen } from "../parts/query.ts";
import { onRequest } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const sort = "#/components/parameters/sort";
const second = 1000;

type Sort = SandboxQuery["sort"];

/** Sorts in another order than the one asked for. */
const sortAs = (order: (asked: SandboxQuery) => Sort): Stages =>
  select((store, asked, turn) => selectEvents(store, { ...asked, sort: order(asked) }, turn));

/** Sorts by another key, in either direction. */
const sortBy = (key: (event: Json) => number | string): Stages =>
  list((events, { sort: order }) => {
    if (order === undefined) return events;
    const sign = order === "asc" ? 1 : -1;
    return events.toSorted((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
  });

/** Changes only answers in one order. */
const inOrder = (order: Sort, change: (events: Json[]) => Json[]): Stages =>
  list((events, asked) => (asked.sort === order ? change(events) : events));

const swapAt = (part: number) => (events: Json[]) => {
  const at = Math.floor(events.length * part);
  const [a, b] = [events[at], events[at + 2]];
  return a && b ? events.with(at, b).with(at + 2, a) : events;
};

/** Sorts each page on its own, as a server does that streams pages which it read without an order. */
const byPage = (size: number) => (events: Json[]) => {
  const pages = Array.from({ length: Math.ceil(events.length / size) }, (_, page) =>
    events.slice(page * size, (page + 1) * size),
  );
  return pages.reverse().flat();
};

const dense = { from: Date.UTC(2026, 0, 31, 23, 59, 30), to: Date.UTC(2026, 1, 1, 0, 0, 30) };

/** In which order events come. */
export const orderFaults: readonly TopicFault[] = [
  {
    id: "sort-ignored",
    title: "ignores sort",
    breaks: sort,
    seenIn: "https://github.com/arXiv/arxiv-search/issues/266",
    stages: () => sortAs(() => undefined),
  },
  {
    id: "sort-always-asc",
    title: "returns oldest first whatever is asked",
    breaks: sort,
    seenIn: "https://github.com/propublica/sunlight-congress/issues/137",
    stages: () => sortAs(() => "asc"),
  },
  {
    id: "sort-always-desc",
    title: "returns newest first whatever is asked",
    breaks: sort,
    seenIn: "https://github.com/openemr/openemr/issues/8127",
    stages: () => sortAs(() => "desc"),
  },
  {
    id: "sort-swapped",
    title: "takes asc for desc and desc for asc",
    breaks: sort,
    stages: () =>
      sortAs(({ sort: order }) => (order === "asc" ? "desc" : order === "desc" ? "asc" : undefined)),
  },
  {
    id: "sort-desc-ignored",
    title: "ignores desc",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => sortAs(({ sort: order }) => (order === "desc" ? undefined : order)),
  },
  {
    id: "sort-asc-ignored-on-cancellations",
    title: "ignores asc, on cancellations",
    breaks: sort,
    condition: { endpoint: "cancellations", order: "asc" },
    stages: () =>
      onRequest(
        "cancellations",
        sortAs(({ sort: order }) => (order === "asc" ? undefined : order)),
      ),
  },
  {
    id: "sort-ignored-with-one-bound",
    title: "ignores sort where one bound is missing",
    breaks: sort,
    condition: { bounds: "one" },
    seenIn: "https://github.com/oplog/DynamicQueryBuilder/issues/3",
    stages: () =>
      sortAs((asked) => ((asked.start === undefined) === (asked.end === undefined) ? asked.sort : undefined)),
  },
  {
    id: "sort-drops-window",
    title: "ignores the window where one bound is sent and an order",
    breaks: "#/components/parameters/start",
    condition: { bounds: "one", order: "sorted" },
    stages: () =>
      queryOf((asked) =>
        asked.sort !== undefined && (asked.start === undefined || asked.end === undefined)
          ? { ...asked, start: undefined, end: undefined }
          : asked,
      ),
  },
  {
    id: "sort-refused-with-one-bound",
    title: "rejects an order where one bound is missing",
    breaks: sort,
    condition: { bounds: "one", order: "sorted" },
    stages: () =>
      queryOf((asked) =>
        asked.sort !== undefined && (asked.start === undefined || asked.end === undefined)
          ? rejectWhen(400)
          : asked,
      ),
  },
  {
    id: "sort-by-id",
    title: "sorts by id",
    breaks: sort,
    stages: () => sortBy(({ id }) => String(id)),
  },
  {
    id: "sort-by-send",
    title: "sorts by the id of the send",
    breaks: sort,
    stages: () => sortBy((event) => String(partsOf(event).stamp["id"])),
  },
  {
    id: "sort-by-second",
    title: "sorts by whole seconds, and by id within one",
    breaks: sort,
    options: { events: 600, ...dense },
    stages: () => sortBy((event) => `${Math.floor(timeOf(event) / second)}${String(event["id"])}`),
  },
  {
    id: "sort-by-digits",
    title: "sorts by the digits of the time of day",
    breaks: sort,
    stages: () => sortBy((event) => String(timeOf(event) % 86_400_000)),
  },
  {
    id: "sort-large-chunk-wise",
    title: "sorts a large response a thousand events at a time",
    breaks: sort,
    condition: { order: "desc", size: "large" },
    options: { events: 2_100 },
    stages: () => inOrder("desc", (events) => (events.length > 1_000 ? byPage(1_000)(events) : events)),
  },
  {
    id: "sort-asc-page-wise",
    title: "sorts asc page by page, but not the pages",
    breaks: sort,
    condition: { order: "asc" },
    stages: () => inOrder("asc", byPage(100)),
  },
  {
    id: "sort-desc-page-wise",
    title: "sorts desc page by page, but not the pages",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => inOrder("desc", byPage(100)),
  },
  {
    id: "sort-one-misplaced-asc",
    title: "swaps two events of hundreds, oldest first",
    breaks: sort,
    condition: { order: "asc" },
    stages: () => inOrder("asc", swapAt(0.4)),
  },
  {
    id: "sort-one-misplaced-desc",
    title: "swaps two events of hundreds, newest first",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => inOrder("desc", swapAt(0.8)),
  },
  {
    id: "sort-forgotten-without-window",
    title: "forgets the order where no window is sent",
    breaks: sort,
    condition: { bounds: "none" },
    stages: () =>
      sortAs(({ start, end, sort: order }) => (start === undefined && end === undefined ? undefined : order)),
  },
];
