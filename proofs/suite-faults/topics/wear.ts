import { securityPointer } from "../../../contract-tests/engine/contract.ts";
import { list } from "../parts/events.ts";
import { boundsOf, pathOf, rejectWhen } from "../parts/query.ts";
import { always, replyWith } from "../parts/reply.ts";
import { after, when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const array = "#/components/schemas/NotificationEvents";
const error = "#/components/responses/server-error";

const endInclusive = boundsOf((ms, name) => (name === "end" ? ms + 1 : ms));
const loseMiddle = list((events) => events.toSpliced(Math.floor(events.length / 2), 1));

/** Responds to each endpoint's first request in another way. */
function first(faulty: Stages): Stages {
  const seen = new Set<string>();
  return when((request) => {
    const path = pathOf(request);
    const isFirst = !seen.has(path);
    seen.add(path);
    return isFirst;
  }, faulty);
}

/** Forgets an event once it was answered so many times. */
function readOnce(times: number): Stages {
  const reads = new Map<unknown, number>();
  return list((events) =>
    events.filter(({ id }) => {
      const count = (reads.get(id) ?? 0) + 1;
      reads.set(id, count);
      return count <= times;
    }),
  );
}

/** Loses an event in one single response of the run. */
const losesOneIn = (nth: number, name: string): TopicFault => ({
  id: `loses-one-in-answer-${nth}`,
  title: `loses an event in its ${name} response, and in no other`,
  breaks: array,
  condition: { position: "once" },
  stages: () => {
    let responses = 0;
    return list((events) =>
      events.length > 2 && ++responses === nth ? events.toSpliced(Math.floor(events.length / 2), 1) : events,
    );
  },
});

/** What fails only once the server has run for a while. */
export const wearFaults: readonly TopicFault[] = [
  {
    id: "503-once",
    title: "is unavailable once",
    breaks: error,
    condition: { position: "once" },
    stages: () => {
      let requests = 0;
      return { finish: (reply) => (++requests === 70 ? replyWith(503, {}, "") : reply) };
    },
  },
  losesOneIn(1, "first"),
  losesOneIn(4, "fourth"),
  losesOneIn(25, "twenty-fifth"),
  losesOneIn(50, "fiftieth"),
  {
    id: "end-inclusive-after-a-while",
    title: "keeps the events published at end after sixty requests",
    breaks: "#/components/parameters/end",
    condition: { position: "later" },
    stages: () => after(60, endInclusive),
  },
  {
    id: "loses-one-after-a-while",
    title: "loses an event after ninety requests",
    breaks: array,
    condition: { position: "later" },
    stages: () => after(90, loseMiddle),
  },
  {
    id: "empty-after-a-while",
    title: "returns empty lists after ninety requests",
    breaks: array,
    condition: { position: "later" },
    stages: () =>
      after(
        90,
        list(() => []),
      ),
  },
  {
    id: "empty-at-the-end",
    title: "returns empty lists after 94 requests",
    breaks: array,
    condition: { position: "later" },
    stages: () =>
      after(
        94,
        list(() => []),
      ),
  },
  {
    id: "500-after-a-while",
    title: "crashes after eighty requests",
    breaks: error,
    condition: { position: "later" },
    stages: () => after(80, { finish: () => replyWith(500, {}, "") }),
  },
  {
    id: "cold-start",
    title: "returns an empty list for the first request of each endpoint",
    breaks: array,
    condition: { position: "first" },
    stages: () => first(list(() => [])),
  },
  {
    id: "cold-start-partial",
    title: "returns half the list for the first request of each endpoint",
    breaks: array,
    condition: { position: "first" },
    stages: () => first(list((events) => events.slice(events.length / 2))),
  },
  {
    id: "read-once",
    title: "forgets events that were read five times",
    breaks: array,
    condition: { position: "later" },
    stages: () => readOnce(5),
  },
  {
    id: "maintenance-page",
    title: "shows a maintenance page for a while",
    breaks: array,
    condition: { position: "meanwhile" },
    stages: () => {
      let n = 0;
      return when(
        () => ++n > 50 && n < 56,
        always(200, { "Content-Type": "text/html" }, "<h1>Back soon</h1>"),
      );
    },
  },
  {
    id: "refused-after-a-while",
    title: "rejects the real key after seventy requests",
    breaks: securityPointer,
    condition: { position: "later" },
    stages: () => after(70, { authorise: () => rejectWhen(401) }),
  },
];
