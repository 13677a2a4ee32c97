import { parameters, parametersOf } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import type { Stages, TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";
const badRequest = "#/components/responses/bad-request";

const day = 86_400_000;

const failingAt = (name: string): Stages => ({
  finish: (reply, request) => (parametersOf(request).get(name) === "" ? replyWith(500, {}, "") : reply),
});

/** Takes an empty bound for a day before, or after, the other one. */
const aDayFrom = (empty: "start" | "end", other: "start" | "end", days: 1 | -1): Stages =>
  parameters((value, name, all) =>
    name === empty && value === ""
      ? new Date(Date.parse(all.get(other) ?? "") + days * day).toISOString()
      : value,
  );

/** What becomes of parameters without a value. */
export const emptyValueFaults: readonly TopicFault[] = [
  {
    id: "start-empty-500",
    title: "crashes at an empty start",
    breaks: badRequest,
    condition: { startForm: "empty" },
    stages: () => failingAt("start"),
  },
  {
    id: "end-empty-500",
    title: "crashes at an empty end",
    breaks: badRequest,
    condition: { endForm: "empty" },
    stages: () => failingAt("end"),
  },
  {
    id: "sort-empty-500",
    title: "crashes at an empty order",
    breaks: badRequest,
    condition: { order: "empty" },
    stages: () => failingAt("sort"),
  },
  {
    id: "start-empty-last-day",
    title: "takes an empty start for a day before end",
    breaks: start,
    condition: { startForm: "empty" },
    stages: () => aDayFrom("start", "end", -1),
  },
  {
    id: "end-empty-first-day",
    title: "takes an empty end for a day after start",
    breaks: end,
    condition: { endForm: "empty" },
    stages: () => aDayFrom("end", "start", 1),
  },
];
