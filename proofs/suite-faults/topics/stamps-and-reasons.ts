import { every, one, timeOf } from "../parts/events.ts";
import type { EventParts } from "../parts/json.ts";
import { onRequest } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const schemas = "#/components/schemas";

const edit = (
  id: string,
  title: string,
  breaks: string,
  scope: typeof one,
  change: (parts: EventParts) => void,
  seenIn?: TopicFault["seenIn"],
): TopicFault => ({
  id,
  title,
  breaks: `${schemas}/${breaks}`,
  ...(seenIn ? { seenIn } : {}),
  stages: () => scope(change),
});

const onlyOn = (kind: Parameters<typeof onRequest>[0], row: TopicFault): TopicFault => ({
  ...row,
  condition: { endpoint: kind },
  stages: () => onRequest(kind, row.stages?.() ?? {}),
});

const send = "Activation/properties";
const stamp = "Stamp/properties";

/** What stamps, executions and cancellations say. */
export const stampAndReasonFaults: readonly TopicFault[] = [
  edit("stamp-seconds", "gives stamp times in seconds", `${stamp}/time`, every, ({ stamp: part }) => {
    part["time"] = Math.floor(Number(part["time"]) / 1000);
  }),
  edit("one-stamp-string", "gives one stamp time as a string", `${stamp}/time`, one, ({ stamp: part }) => {
    part["time"] = String(part["time"]);
  }),
  edit(
    "one-stamp-later",
    "stamps one send after its event was published",
    `${stamp}/time`,
    one,
    ({ stamp: part, event }) => {
      part["time"] = timeOf(event) + 1;
    },
  ),
  edit("one-stamp-null", "gives one send no stamp but null", `${send}/stamp`, one, ({ send: part }) => {
    part["stamp"] = null;
  }),
  edit("stamp-id-number", "gives stamp ids as numbers", `${stamp}/id`, every, ({ stamp: part }) => {
    part["id"] = 12;
  }),
  edit("one-stamp-id-cut", "cuts the id of one stamp", `${stamp}/id`, one, ({ stamp: part }) => {
    part["id"] = String(part["id"]).slice(0, -1);
  }),
  edit("one-thread-empty", "gives one stamp an empty thread", `${stamp}/thread`, one, ({ stamp: part }) => {
    part["thread"] = "";
  }),
  onlyOn(
    "executions",
    edit(
      "data-list",
      "gives the data of executions as a list",
      "Execution/properties/data",
      every,
      ({ send: part }) => {
        part["data"] = [];
      },
    ),
  ),
  onlyOn(
    "executions",
    edit(
      "one-data-null",
      "gives one execution no data but null",
      "Execution/properties/data",
      one,
      ({ send: part }) => {
        part["data"] = null;
      },
    ),
  ),
  onlyOn(
    "executions",
    edit(
      "one-execution-missing",
      "leaves out the execution in one detail",
      "ExecutionDetail/properties/execution",
      one,
      ({ detail }) => {
        delete detail["execution"];
      },
    ),
  ),
  onlyOn(
    "cancellations",
    edit(
      "one-cancellation-missing",
      "leaves out the reason of one cancellation",
      "CancellationDetail/properties/cancellation",
      one,
      ({ detail }) => {
        delete detail["cancellation"];
      },
    ),
  ),
  onlyOn(
    "cancellations",
    edit(
      "cancellation-text",
      "gives the reason of cancellations as a string",
      "CancellationDetail/properties/cancellation",
      every,
      ({ detail }) => {
        detail["cancellation"] = "user defined policy";
      },
    ),
  ),
  onlyOn(
    "cancellations",
    edit(
      "one-cancellation-without-type",
      "leaves out the type of one reason",
      "UserDefinedPolicyCancellation/properties/type",
      one,
      ({ cancellation }) => {
        delete cancellation["type"];
      },
    ),
  ),
  onlyOn(
    "cancellations",
    edit(
      "one-cancellation-value-without-type",
      "leaves out what kind of objection one reason is",
      "RenderFailure/properties/type",
      one,
      ({ cancellation }) => {
        cancellation["value"] = { message: "no template" };
      },
    ),
  ),
  onlyOn(
    "cancellations",
    edit(
      "cancellation-message-list",
      "gives the messages of reasons as lists",
      "RenderFailure/properties/message",
      every,
      ({ cancellation }) => {
        (cancellation["value"] as Record<string, unknown>)["message"] = ["no template"];
      },
    ),
  ),
];
