import { createHash, randomUUID } from "node:crypto";
import { every, list, one, timeline } from "../parts/events.ts";
import { onRequest } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const id = "#/components/schemas/ActivationEvent/properties/id";
const array = "#/components/schemas/NotificationEvents";

/** Pages of a size, read one after another by time. */
function pages<T>(events: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, page) =>
    events.slice(page * size, (page + 1) * size),
  );
}

/** Which event is which, and how often it comes. */
export const identityFaults: readonly TopicFault[] = [
  {
    id: "one-event-twice",
    title: "returns one event of hundreds twice",
    breaks: id,
    seenIn: "https://github.com/apache/cloudstack/issues/5316",
    stages: () =>
      list((events, asked, store) => {
        const twice = timeline(store, asked)[120]?.["id"];
        return events.flatMap((event) => (event["id"] === twice ? [event, event] : [event]));
      }),
  },
  {
    id: "every-event-twice",
    title: "returns every event twice",
    breaks: id,
    seenIn: "https://github.com/akvo/akvo-rsr/issues/206",
    stages: () => list((events) => events.flatMap((event) => [event, event])),
  },
  {
    id: "every-event-twice-on-activations",
    title: "returns every event twice, on activations",
    breaks: id,
    condition: { endpoint: "activations" },
    stages: () =>
      onRequest(
        "activations",
        list((events) => events.flatMap((event) => [event, event])),
      ),
  },
  {
    id: "page-overlap",
    title: "repeats the last event of each internal page on the next",
    breaks: array,
    stages: () =>
      list((events) =>
        pages(events, 50).flatMap((page, i) => (i === 0 ? page : [events[i * 50 - 1], ...page])),
      ),
  },
  {
    id: "page-ties-lost",
    title: "goes on after the time of an internal page's last event, and so loses what shares it",
    breaks: array,
    seenIn: "https://github.com/leapmux/leapmux/issues/287",
    stages: () =>
      list((events) =>
        pages(events, 47).flatMap((page, i) => {
          const last = i === 0 ? undefined : events[i * 47 - 1]?.["timestamp"];
          return page.filter(({ timestamp }) => timestamp !== last);
        }),
      ),
  },
  {
    id: "page-limit-applied-twice",
    title: "skips what its internal pages do not hold",
    breaks: array,
    seenIn: "https://github.com/meetuparchive/api/issues/64",
    stages: () => list((events) => pages(events, 100).flatMap((page) => page.slice(0, 50))),
  },
  {
    id: "last-event-lost",
    title: "loses the last event of a response with more than one",
    breaks: array,
    stages: () => list((events) => (events.length > 1 ? events.slice(0, -1) : events)),
  },
  {
    id: "first-event-lost",
    title: "loses the first event of a response with more than one",
    breaks: array,
    stages: () => list((events) => (events.length > 1 ? events.slice(1) : events)),
  },
  {
    id: "ids-new-each-time",
    title: "gives events new ids in each response",
    breaks: id,
    stages: () =>
      every(({ event }) => {
        event["id"] = randomUUID();
      }),
  },
  {
    id: "one-id-new-each-time",
    title: "gives one event of hundreds a new id in each response",
    breaks: id,
    stages: () =>
      one(({ event }) => {
        event["id"] = randomUUID();
      }),
  },
  {
    id: "ids-of-the-send",
    title: "gives an event the id of its send, so that endpoints share ids",
    breaks: id,
    stages: () =>
      every(({ event, stamp }) => {
        event["id"] = stamp["id"];
      }),
  },
  {
    id: "ids-of-the-millisecond",
    title: "derives ids from the millisecond, so that tied events share one",
    breaks: id,
    stages: () =>
      every(({ event }) => {
        const hex = createHash("md5").update(`${event["type"]}${event["timestamp"]}`).digest("hex");
        event["id"] = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
      }),
  },
  {
    id: "ids-by-position",
    title: "numbers events within a response",
    breaks: id,
    stages: () =>
      list((events) =>
        events.map((event, i) => ({
          ...event,
          id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
        })),
      ),
  },
];
