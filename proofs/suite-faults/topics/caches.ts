import type { SandboxRequest } from "../../../src/sandbox/parse-event-request.ts";
import { selectEvents } from "../../../src/sandbox/select-events.ts";
import { parametersOf, pathOf } from "../parts/query.ts";
import { when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

/** Answers from memory what was answered to a request with the same cache key. */
function cached(keyOf: (request: SandboxRequest) => string): Stages {
  const responses = new Map<string, readonly string[]>();
  let key = "";
  return {
    ...when(
      (request) => {
        key = keyOf(request);
        return true;
      },
      {
        select(store, asked, turn) {
          const known = responses.get(key) ?? [...selectEvents(store, asked, turn)];
          responses.set(key, known);
          return known;
        },
      },
    ),
  };
}

/** Cache key: the path, and the parameters but some. */
const without =
  (...names: string[]) =>
  (request: SandboxRequest): string => {
    const all = parametersOf(request);
    for (const name of names) all.delete(name);
    return `${pathOf(request)}?${all}`;
  };

/** Answers from memory that belong to another request. */
export const cacheFaults: readonly TopicFault[] = [
  {
    id: "cache-without-query",
    title: "remembers responses by their path alone",
    breaks: "#/components/parameters/start",
    seenIn: "https://github.com/esigate/esigate/issues/162",
    stages: () => cached(pathOf),
  },
  {
    id: "cache-without-sort",
    title: "remembers responses regardless of the order",
    breaks: "#/components/parameters/sort",
    seenIn: "https://github.com/boblauer/cachegoose/issues/27",
    stages: () => cached(without("sort")),
  },
  {
    id: "cache-without-start",
    title: "remembers responses regardless of start",
    breaks: "#/components/parameters/start",
    stages: () => cached(without("start")),
  },
  {
    id: "cache-without-end",
    title: "remembers responses regardless of end",
    breaks: "#/components/parameters/end",
    stages: () => cached(without("end")),
  },
  {
    id: "cache-without-endpoint",
    title: "remembers responses regardless of the endpoint",
    breaks: "#/components/schemas/ActivationEvent/properties/type",
    stages: () => cached((request) => request.url.replace(/events\/[a-z]+/, "")),
  },
  {
    id: "cache-without-id",
    title: "remembers responses regardless of the notification",
    breaks: "#/components/parameters/notification-id",
    options: { behaviour: { unknownNotification: "empty" } },
    stages: () => cached((request) => request.url.replace(/notifications\/\d+/, "")),
  },
  {
    id: "cache-in-seconds",
    title: "remembers responses by the second of their bounds",
    breaks: "#/components/parameters/start",
    stages: () => cached((request) => request.url.replace(/(%3A\d\d)\.\d+/g, "$1")),
  },
];
