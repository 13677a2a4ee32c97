import type { SandboxQuery } from "../../../src/sandbox/parse-event-request.ts";
import { list, timeOf } from "../parts/events.ts";
import type { Json } from "../parts/json.ts";
import { queryOf, rejectWhen } from "../parts/query.ts";
import { onRequest } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const sort = "#/components/parameters/sort";

type Sort = SandboxQuery["sort"];

/** Changes only answers in one order. */
const inOrder = (order: Sort, change: (events: Json[]) => Json[]): Stages =>
  list((events, asked) => (asked.sort === order ? change(events) : events));

const untied = (events: Json[]) => [...new Map(events.map((event) => [timeOf(event), event])).values()];

/** Which events come in which order. */
export const orderEventFaults: readonly TopicFault[] = [
  {
    id: "ties-lost-asc",
    title: "keeps one event of each millisecond, oldest first",
    breaks: sort,
    condition: { order: "asc" },
    stages: () => inOrder("asc", untied),
  },
  {
    id: "ties-lost-desc",
    title: "keeps one event of each millisecond, newest first",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => inOrder("desc", untied),
  },
  {
    id: "ties-lost-unsorted",
    title: "keeps one event of each millisecond where no order is asked for",
    breaks: "#/components/schemas/NotificationEvents",
    condition: { order: "none" },
    stages: () => inOrder(undefined, untied),
  },
  {
    id: "desc-turns-bounds",
    title: "keeps the events at end and drops those at start, newest first",
    breaks: sort,
    condition: { order: "desc" },
    stages: () =>
      queryOf((asked) =>
        asked.sort === "desc"
          ? {
              ...asked,
              start: asked.start === undefined ? undefined : asked.start + 1,
              end: asked.end === undefined ? undefined : asked.end + 1,
            }
          : asked,
      ),
  },
  {
    id: "asc-end-inclusive",
    title: "keeps the events published at end, only oldest first",
    breaks: sort,
    condition: { order: "asc" },
    stages: () =>
      queryOf((asked) =>
        asked.sort === "asc" && asked.end !== undefined ? { ...asked, end: asked.end + 1 } : asked,
      ),
  },
  {
    id: "unsorted-end-inclusive",
    title: "keeps the events published at end, only where no order is asked for",
    breaks: "#/components/parameters/end",
    condition: { order: "none" },
    stages: () =>
      queryOf((asked) =>
        asked.sort === undefined && asked.end !== undefined ? { ...asked, end: asked.end + 1 } : asked,
      ),
  },
  {
    id: "desc-loses-one-on-cancellations",
    title: "loses one event of hundreds, newest first, on cancellations",
    breaks: sort,
    condition: { endpoint: "cancellations", order: "desc" },
    stages: () =>
      onRequest(
        "cancellations",
        inOrder("desc", (events) => events.toSpliced(77, 1)),
      ),
  },
  {
    id: "desc-loses-newest",
    title: "loses the first event, newest first",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => inOrder("desc", (events) => events.slice(1)),
  },
  {
    id: "asc-answers-nothing",
    title: "returns an empty list, oldest first",
    breaks: sort,
    condition: { order: "asc" },
    stages: () => inOrder("asc", () => []),
  },
  {
    id: "desc-answers-nothing",
    title: "returns an empty list, newest first",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => inOrder("desc", () => []),
  },
  {
    id: "desc-500",
    title: "crashes at desc",
    breaks: sort,
    condition: { order: "desc" },
    stages: () => queryOf((asked) => (asked.sort === "desc" ? rejectWhen(500) : asked)),
  },
  {
    id: "asc-refused",
    title: "rejects asc",
    breaks: sort,
    condition: { order: "asc" },
    stages: () => queryOf((asked) => (asked.sort === "asc" ? rejectWhen(400) : asked)),
  },
];
