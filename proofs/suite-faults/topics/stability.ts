import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { every, list, one, select } from "../parts/events.ts";
import { boundsOf } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import { everyFourth } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const array = "#/components/schemas/NotificationEvents";
const error = "#/components/responses/server-error";

const endInclusive = boundsOf((ms, name) => (name === "end" ? ms + 1 : ms));
const startExclusive = boundsOf((ms, name) => (name === "start" ? ms + 1 : ms));
const loseMiddle = list((events) => events.toSpliced(Math.floor(events.length / 2), 1));

/** What changes from one request to another, though nothing may. */
export const stabilityFaults: readonly TopicFault[] = [
  {
    id: "loses-one-every-fourth",
    title: "loses an event on every fourth request",
    breaks: array,
    condition: { position: "every-4" },
    stages: () => everyFourth(loseMiddle),
  },
  {
    id: "500-every-fourth",
    title: "crashes on every fourth request",
    breaks: error,
    condition: { position: "every-4" },
    stages: () => everyFourth({ finish: () => replyWith(500, {}, "") }),
  },
  {
    id: "end-inclusive-every-fourth",
    title: "keeps the events published at end on every fourth request",
    breaks: "#/components/parameters/end",
    condition: { position: "every-4" },
    stages: () => everyFourth(endInclusive),
  },
  {
    id: "start-exclusive-every-fourth",
    title: "drops the events published at start on every fourth request",
    breaks: "#/components/parameters/start",
    condition: { position: "every-4" },
    stages: () => everyFourth(startExclusive),
  },
  {
    id: "unsorted-every-fourth",
    title: "ignores sort on every fourth request",
    breaks: "#/components/parameters/sort",
    condition: { position: "every-4" },
    stages: () =>
      everyFourth(select((store, asked, turn) => selectEvents(store, { ...asked, sort: undefined }, turn))),
  },
  {
    id: "empty-every-fourth",
    title: "returns an empty list on every fourth request",
    breaks: array,
    condition: { position: "every-4" },
    stages: () => everyFourth(list(() => [])),
  },
  {
    id: "cut-every-fourth",
    title: "cuts the body on every fourth request",
    breaks: array,
    condition: { position: "every-4" },
    stages: () =>
      everyFourth({
        respond: (events) => ({
          status: 200,
          headers: { "Content-Type": "application/json" },
          body: [Buffer.from(`[${[...events].join(",")}`.slice(0, -9))],
        }),
      }),
  },
  {
    id: "string-time-every-fourth",
    title: "gives timestamps as strings on every fourth request",
    breaks: "#/components/schemas/ActivationEvent/properties/timestamp",
    condition: { position: "every-4" },
    stages: () =>
      everyFourth(
        every(({ event }) => {
          event["timestamp"] = String(event["timestamp"]);
        }),
      ),
  },
  {
    id: "one-event-drifts",
    title: "gives one event another time in each response",
    breaks: "#/components/schemas/ActivationEvent/properties/timestamp",
    stages: () => {
      let drift = 0;
      return one(({ event }) => {
        event["timestamp"] = Number(event["timestamp"]) + ++drift;
      });
    },
  },
  {
    id: "one-event-changes",
    title: "gives one event another version in each response",
    breaks: array,
    stages: () => {
      let n = 0;
      return one(({ send }) => {
        send["version"] = `00000000-0000-4000-8000-${String(++n).padStart(12, "0")}`;
      });
    },
  },
  {
    id: "contacts-shuffled",
    title: "gives an event another contact in each response",
    breaks: array,
    stages: () => {
      let n = 0;
      return every(({ contact }) => {
        contact["id"] = String(++n);
      });
    },
  },
];
